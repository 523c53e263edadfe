package io.sluice.boot;

import io.quarkus.runtime.configuration.MemorySize;
import io.sluice.data.DataStoreKind;
import io.sluice.sandbox.IsolationMode;
import io.sluice.warmup.WarmupMode;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The runtime's settings; each is also an environment variable, such as {@code SLUICE_MEMORY_BUDGET}. */
@ConfigMapping(prefix = "sluice")
public interface SluiceConfig {

    /** Where everything is kept that outlives the runtime; the folder {@code .sluice} of the user's home by default. */
    @WithDefault("${user.home}/.sluice")
    Path home();

    /** The address that clients are served on. Loopback by default: others can't reach it. */
    @WithDefault("127.0.0.1")
    String host();

    /** The port that clients are served on; 0 takes any free one. */
    @WithDefault("8080")
    int port();

    /** The file with the administrator's key; by default the first start makes one and writes it to the home. */
    Optional<Path> adminKeyFile();

    /** What all instances may use together; by default three quarters of the machine's memory. */
    Optional<MemorySize> memoryBudget();

    /** The JDK that functions run on; the runtime's own by default. */
    Optional<Path> functionJavaHome();

    /** Whether Java functions are given a training run after their deploy, so that they start in less time. */
    @WithDefault("true")
    boolean functionAot();

    /** The interpreter that functions in Python run on; {@code python3} on the path by default. */
    Optional<Path> functionPython();

    /** The program that functions in JavaScript run on; {@code node} on the path by default. */
    Optional<Path> functionNode();

    /** Whether instances and builds are confined: auto, where this host allows it; required; or off. */
    @WithDefault("auto")
    IsolationMode isolation();

    /** Files and folders that confined instances and builds may read beside the system's and their own. */
    Optional<List<Path>> isolationReads();

    /** How long the runtime lets calls and instances finish when it ends. */
    @WithDefault("15s")
    Duration stopBound();

    /** Processes that instances are forked from. */
    Forks forks();

    /** The gateway's limits. */
    Gateway gateway();

    /** The router's limits. */
    Router router();

    /** What pipelines may use. */
    Pipelines pipelines();

    /** What is kept of functions' results. */
    Results results();

    /** Where data is kept, and what requests for it may be at most. */
    Data data();

    /** What is done with payloads that are too large for memory. */
    Payload payload();

    /** What is done ahead of need. */
    Warmup warmup();

    /** What requests may be at most. */
    interface Gateway {

        /** The largest body of a call that is JSON, or is not streamed for another reason. */
        @WithDefault("10M")
        MemorySize body();

        /** The time-out of a call that names none; a function's own is shorter, as a rule. */
        @WithDefault("3000s")
        Duration defaultTimeout();

        /** The longest time-out that a call may name. */
        @WithDefault("3000s")
        Duration maxTimeout();

        /** How many connections clients may have; more are closed at once. */
        @WithDefault("4096")
        int connections();

        /** What requests and their payloads may take up in memory together; by default a third of the heap. */
        Optional<MemorySize> payloads();

        /** How long a client may take to send a body, or to take a reply, beside a second for each 64 KiB. */
        @WithDefault("20s")
        Duration clientTimeout();
    }

    /** What flows may be at most. */
    interface Router {

        /** How many calls deep functions may call functions. */
        @WithDefault("32")
        int depth();

        /** How many steps a chain may have. */
        @WithDefault("64")
        int steps();

        /** How many calls there may be at a time in the course of one call from outside. */
        @WithDefault("1000")
        int nestedCalls();

        /** How many calls from outside an account may have at a time. */
        @WithDefault("5000")
        int accountCalls();
    }

    /** What pipelines may use. */
    interface Pipelines {

        /** How many runs there may be at a time. */
        @WithDefault("1000")
        int runs();

        /** How many tasks one run may carry out, each round of a loop counted anew. */
        @WithDefault("100000")
        int steps();

        /** How many bytes the values may have together that one run makes and gets. */
        @WithDefault("64M")
        MemorySize data();

        /** How long one expression may be evaluated. */
        @WithDefault("1s")
        Duration expression();

        /** How much memory what is kept of runs may take, about; 0 keeps nothing. */
        @WithDefault("16M")
        MemorySize history();
    }

    /** What is kept of functions' results. */
    interface Results {

        /** How much memory kept results may take together, at most half of the heap; 0 keeps none. */
        @WithDefault("64M")
        MemorySize memory();
    }

    /** Where data is kept, and what requests for it may be at most. */
    interface Data {

        /** How many are worked on at a time; others wait for their turn, and are refused when it does not come. */
        @WithDefault("64")
        int transfers();

        /** Where data is kept: file, in the home folder, or s3, in a bucket. */
        @WithDefault("file")
        DataStoreKind store();

        /** The address of the S3 server; Amazon's by default. */
        Optional<URI> s3Endpoint();

        /** The bucket's region. */
        @WithDefault("us-east-1")
        String s3Region();

        /** The bucket, which must be there. */
        Optional<String> s3Bucket();

        /** What all keys of objects begin with; nothing by default. */
        Optional<String> s3Prefix();

        /** The id of the key to the bucket; where the AWS SDK finds one by default. */
        Optional<String> s3AccessKey();

        /** The secret of the key to the bucket. */
        Optional<String> s3SecretKey();

        /** Whether the bucket is in the path of addresses, not in their host name; where an endpoint is set by default. */
        Optional<Boolean> s3PathStyle();
    }

    /** What is done with payloads that are too large for memory. */
    interface Payload {

        /** Inputs and results of more bytes are kept in the store of data while their call lasts; 0: all are in memory. */
        @WithDefault("1M")
        MemorySize spoolAbove();

        /** The largest input or result, where it is text or bytes. */
        @WithDefault("4G")
        MemorySize most();

        /** How many bytes all those in the store may have together. */
        @WithDefault("16G")
        MemorySize spool();
    }

    /** What is done ahead of need. */
    interface Warmup {

        /** Whether instances are started and kept by what was learned: on, off, or shadow, to learn and count only. */
        @WithDefault("on")
        WarmupMode mode();

        /** For how long an idle instance may be held to spare one call a cold start. */
        @WithDefault("10m")
        Duration tau();

        /** What instances that no call uses may take of the memory together; by default half of it. */
        Optional<MemorySize> memory();

        /** How many instances may be started ahead of need in a minute. */
        @WithDefault("120")
        int startsPerMinute();

        /** How many of the last events are kept for {@code sluice trace export}; 0 keeps none. */
        @WithDefault("20000")
        int recording();
    }

    /** Processes that instances are forked from: one for a version that runs, where its language allows. */
    interface Forks {

        /** How many there may be; 0: every instance is started. */
        @WithDefault("8")
        int most();

        /** How long one stays without an instance. */
        @WithDefault("1h")
        Duration idle();
    }
}
