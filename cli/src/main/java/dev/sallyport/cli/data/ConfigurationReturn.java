package dev.sallyport.cli.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Gives a restored data directory its policies back. The settings, and policies from elsewhere, are laid beside them for the
 * operator: where those belong is not the backup's to say, and nothing that is there is overwritten.
 */
final class ConfigurationReturn {
    private static final String ASIDE = "restored";

    private ConfigurationReturn() {}

    /** What was done, in words. */
    static String of(BackupFolder backup, Path data) throws IOException {
        Path policies = data.resolve("policies");
        boolean own = !Files.exists(policies);
        int aside = 0;
        for (String name : backup.configuration()) {
            byte[] content = Files.readAllBytes(backup.root().resolve(name));
            if (own && name.startsWith(ConfigurationFiles.DATA_POLICIES + "/")) {
                BackupFolder.write(policies, name.substring(ConfigurationFiles.DATA_POLICIES.length() + 1), content);
            } else {
                BackupFolder.write(data.resolve(ASIDE), name, content);
                aside++;
            }
        }
        return aside == 0
                ? "no configuration waits"
                : aside + " files of the configuration lie in " + data.resolve(ASIDE) + ": put them where they belong";
    }
}
