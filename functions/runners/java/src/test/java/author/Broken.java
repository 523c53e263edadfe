package author;

import com.algorithmia.development.AbstractAlgorithm;

/** Can't be loaded; in a package of its own, since stacks leave out the runner's. */
public final class Broken extends AbstractAlgorithm<Object, Object> {

    @Override
    public void load() {
        throw new IllegalStateException("no model");
    }

    @Override
    public Object apply(Object input) {
        return input;
    }
}
