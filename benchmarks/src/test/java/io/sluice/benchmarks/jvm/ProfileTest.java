package io.sluice.benchmarks.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProfileTest {

    private static final Profile PROFILE = Profile.ofCollapsed(List.of(
            "java/lang/Thread.run;io/sluice/router/Router.run;java/util/HashMap.get 3",
            "java/lang/Thread.run;io/sluice/pool/PoolRules.decide;java/util/HashMap.get 1",
            "java/lang/Thread.run;io/sluice/router/Router.run 4",
            "",
            "java/lang/Thread.run;io/sluice/router/Router.run;java/util/HashMap.get 2"));

    @Test
    void topFrames_stacks_areByTheInnermostFrame() {
        assertThat(PROFILE.samples()).isEqualTo(10);
        assertThat(PROFILE.topFrames(1)).containsExactly(new Profile.Share("java/util/HashMap.get", 0.6));
    }

    @Test
    void shares_areas_areTheLargestFirst() {
        assertThat(PROFILE.shares(stack -> Area.of(stack).title()))
                .containsExactly(new Profile.Share("router", 0.9), new Profile.Share("pool and its rules", 0.1));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            io/netty/channel/epoll/EpollEventLoop.run;epoll_wait                                     | NETTY
            io/netty/a.b;io/vertx/core/http/impl/Http1xServerConnection.write;io/netty/c.d;__send    | HTTP_SERVER
            io/sluice/gateway/Calls.run;io/sluice/router/Router.run;io/smallrye/mutiny/Uni.subscribe | MUTINY
            io/sluice/gateway/Calls.payload;io/sluice/gateway/JsonText.problem;java/lang/String.<init> | JSON
            io/sluice/gateway/Authentication.filter;sun/security/provider/SHA2.implCompress          | KEYS
            io/sluice/pool/InstancePool.handle;io/sluice/pool/process/ProcessInstance.call           | INSTANCE
            io/vertx/core/http/impl/HttpClientImpl.request                                           | HTTP_CLIENT
            io/vertx/core/http/impl/Http1xServerConnection.handle;io/netty/handler/codec/http/HttpObjectDecoder.decode | HTTP_SERVER
            start_thread;JavaThread::run;CompileBroker::compiler_thread_loop;PhaseIdealLoop::build   | JIT
            thread_native_entry;VMThread::run;VM_GenCollectForAllocation::doit;oop_iterate           | GC
            start_thread;clock_gettime                                                               | OTHER
            """)
    void of_stack_isTheAreaOfTheInnermostFrameThatHasOne(String stack, Area area) {
        assertThat(Area.of(List.of(stack.split(";")))).isEqualTo(area);
    }
}
