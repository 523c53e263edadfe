package io.sluice.pool.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.pool.process.ProcessTable.Entry;
import io.sluice.pool.process.ProcessTable.Family;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ProcessTableTest {

    private static final Entry KERNEL = new Entry(2, 0, 0, 5, 0);
    private static final Entry FIRST = new Entry(100, 50, 100, 7, 10);
    private static final Entry IN_SESSION = new Entry(101, 1, 100, 8, 10);
    private static final Entry CHILD_ELSEWHERE = new Entry(102, 100, 102, 9, 10);
    private static final Entry STRANGER = new Entry(103, 50, 50, 9, 10);
    private static final List<Entry> ALL = List.of(KERNEL, FIRST, IN_SESSION, CHILD_ELSEWHERE, STRANGER);

    @Test
    void related_runningInstance_isItsSessionAndItsDescendants() {
        assertThat(ProcessTable.related(new Family(100, 7, "X=1"), ALL))
                .containsExactly(FIRST, IN_SESSION, CHILD_ELSEWHERE);
    }

    @Test
    void related_pidTakenByAnotherProcess_isNobody() {
        assertThat(ProcessTable.related(new Family(100, 6, "X=1"), ALL)).isEmpty();
    }

    @Test
    void related_notStartedYet_isNobody() {
        assertThat(ProcessTable.related(new Family(0, 0, "X=1"), ALL)).isEmpty();
    }
}
