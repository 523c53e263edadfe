package io.sluice.predictor.statistics;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Statistics as bytes: a magic number, the version of the format, the epoch, the names, each once, then functions and
 * callers, in which names are numbers. A version covers the meaning of the numbers too, as the order of the experts' costs.
 */
public final class StatisticsCodec {

    /** The version that is written, and the only one that is read. */
    public static final int VERSION = 1;

    static final int MAGIC = 0x534c5354;

    private StatisticsCodec() {}

    /** The bytes of what is there now. */
    public static byte[] encode(Statistics statistics) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 << 16);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(MAGIC);
            out.writeInt(VERSION);
            out.writeLong(statistics.epoch());
            new StatisticsWriter(out).write(statistics);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory", e);
        }
        return bytes.toByteArray();
    }

    /**
     * What was written.
     *
     * @throws StatisticsFormatException when the bytes are of another version, or damaged
     */
    public static Statistics decode(byte[] bytes) throws StatisticsFormatException {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            int magic = in.readInt();
            if (magic != MAGIC) {
                throw new StatisticsFormatException(
                        "first bytes", Integer.toHexString(MAGIC), Integer.toHexString(magic));
            }
            int version = in.readInt();
            if (version != VERSION) {
                throw new StatisticsFormatException("format version", String.valueOf(VERSION), version);
            }
            Statistics statistics = new Statistics(in.readLong());
            new StatisticsInput(in).read(statistics);
            return statistics;
        } catch (StatisticsFormatException e) {
            throw e;
        } catch (IOException e) {
            throw new StatisticsFormatException(e);
        }
    }
}
