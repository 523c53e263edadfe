package io.sluice.pool;

/** The fake keeps the contract too, so that what is tested with it holds for real drivers. */
final class FakeDriverTest extends DriverContractTest {

    @Override
    InstanceDriver newDriver() {
        return new FakeDriver(true);
    }

    @Override
    InstanceSpec working() {
        return FakeDriver.spec("demo/echo", "working", 4, 1);
    }

    @Override
    InstanceSpec endingWhileStarting() {
        return FakeDriver.spec("demo/ending", "ending", 4, 1);
    }

    @Override
    InstanceSpec neverReady() {
        return FakeDriver.spec("demo/never", "never", 4, 1);
    }
}
