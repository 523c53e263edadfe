package io.sluice.gateway.git;

import io.sluice.algorithms.Algorithm;
import io.sluice.algorithms.AlgorithmBuild;
import io.sluice.algorithms.AlgorithmFailure;
import io.sluice.algorithms.Algorithms;
import io.sluice.algorithms.Repositories;
import java.io.IOException;
import java.util.Collection;
import org.eclipse.jgit.transport.PostReceiveHook;
import org.eclipse.jgit.transport.PreReceiveHook;
import org.eclipse.jgit.transport.ReceiveCommand;
import org.eclipse.jgit.transport.ReceivePack;

/**
 * Builds what was pushed to the main branch; what the build writes is part of the push's output. A build that fails does not
 * take the push back: the source is the author's.
 */
final class PushBuild implements PreReceiveHook, PostReceiveHook {

    private final Algorithms algorithms;
    private final Algorithm algorithm;

    PushBuild(Algorithms algorithms, Algorithm algorithm) {
        this.algorithms = algorithms;
        this.algorithm = algorithm;
    }

    @Override
    public void onPreReceive(ReceivePack push, Collection<ReceiveCommand> commands) {
        commands.stream()
                .filter(command -> command.getRefName().equals(Repositories.MAIN))
                .filter(command -> command.getType() == ReceiveCommand.Type.DELETE)
                .forEach(command -> command.setResult(
                        ReceiveCommand.Result.REJECTED_OTHER_REASON, "the branch that is built stays"));
    }

    @Override
    public void onPostReceive(ReceivePack push, Collection<ReceiveCommand> commands) {
        if (commands.stream().noneMatch(command -> command.getRefName().equals(Repositories.MAIN))) {
            say(push, "only " + Repositories.MAIN + " is built; this was kept");
            return;
        }
        try {
            AlgorithmBuild build = algorithms.build(algorithm, line -> say(push, line));
            say(
                    push,
                    build.status() == AlgorithmBuild.Status.SUCCEEDED
                            ? "built: call it as " + algorithm.name() + "/" + build.commit() + ", or publish it"
                            : "NOT BUILT: the build failed, callers get what they got before");
        } catch (AlgorithmFailure e) {
            say(push, "NOT BUILT: " + e.getMessage());
        }
    }

    /** Who pushes may have gone meanwhile; then nobody is told. */
    private static void say(ReceivePack push, String line) {
        push.sendMessage(line);
        try {
            push.getMessageOutputStream().flush();
        } catch (IOException e) {
            // Said above.
        }
    }
}
