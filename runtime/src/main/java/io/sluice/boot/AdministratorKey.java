package io.sluice.boot;

import io.sluice.accounts.Accounts;
import io.sluice.accounts.ApiKeys;
import io.sluice.accounts.Rights;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Sees to it that there is an administrator's key: the one of a file, which holds at each start in place of the one that the
 * file had before, or else one that the first start makes and writes down.
 */
final class AdministratorKey {

    private static final String ADMINISTRATOR = "admin";
    private static final String OF_FILE = "sluice.admin-key-file";
    private static final int LONGEST = 1024;

    private final ApiKeys keys;
    private final Accounts accounts;
    private final SluiceHome home;

    AdministratorKey(ApiKeys keys, Accounts accounts, SluiceHome home) {
        this.keys = keys;
        this.accounts = accounts;
        this.home = home;
    }

    void ensure(Optional<Path> file) {
        if (file.isPresent()) {
            accounts.ensureUser(ADMINISTRATOR);
            keys.adopt(read(file.get()), ADMINISTRATOR, OF_FILE, Rights.SUPERUSER);
        } else if (keys.all().isEmpty()) {
            accounts.ensureUser(ADMINISTRATOR);
            home.writeAdminKey(
                    keys.create(ADMINISTRATOR, "first start", Rights.SUPERUSER).key());
        }
    }

    private static String read(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            String key = new String(in.readNBytes(LONGEST), StandardCharsets.US_ASCII).strip();
            if (!ApiKeys.isKey(key)) {
                throw new IllegalStateException(
                        OF_FILE + " '" + file + "': the file must have one key and nothing else,"
                                + " which is 'sim' and 25 letters and digits; it has " + key.length() + " characters");
            }
            return key;
        } catch (IOException e) {
            throw new IllegalStateException(
                    OF_FILE + " '" + file + "' cannot be read: " + e + "; mend it, or leave the setting out", e);
        }
    }
}
