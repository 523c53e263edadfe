package io.sluice.pool;

/** An instance's id, unique among all that a runtime ever starts, such as {@code i-1f3a9c}. */
public record InstanceId(String value) {
    @Override
    public String toString() {
        return value;
    }
}
