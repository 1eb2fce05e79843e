package dev.sallyport.cli.hook;

import dev.sallyport.cli.remote.DataFolder;
import dev.sallyport.connect.hook.Host;
import java.nio.file.Path;

/**
 * The command that a host starts at its events.
 *
 * @param launcher the launcher's path
 * @param data the gateway's data directory; named in the command, because a host's environment may not be the user's
 */
record HookCommand(Path launcher, DataFolder data, Host host) {
    /** The shell line for that event. */
    String line(String event) {
        return "SALLYPORT_HOME=" + quoted(data.path().toString()) + " " + quoted(launcher.toString()) + " hook "
                + host.wire() + " " + event;
    }

    /** Whether a configured command is one of this host's hooks, of whatever installation. */
    static boolean isOurs(String line, Host host) {
        return line.matches("(?s).*\\bsallyport'? hook " + host.wire() + "( [A-Za-z.]+)?\\s*");
    }

    static String quoted(String word) {
        return word.matches("[A-Za-z0-9_./@%+=:,-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
