package dev.sallyport.cli.contain;

import dev.sallyport.cli.process.OwnJava;
import dev.sallyport.cli.terminal.Complaint;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** What the kernel must give for a contained run: user, network, mount and IPC namespaces, made by {@code unshare} of util-linux. */
final class Namespaces {
    private static final List<String> OWN =
            List.of("unshare", "-r", "-n", "-m", "-i", "--propagation", "private", "--");
    private static final long PATIENCE_SECONDS = 10;

    private Namespaces() {}

    /**
     * Tries them with a program that does nothing.
     *
     * @throws Complaint if this machine has none: nothing is run then
     */
    static void require() {
        if (!System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("linux")) {
            throw refused(
                    "namespaces are Linux's; run the agent in a container whose only way out is the egress proxy");
        }
        List<String> command = new ArrayList<>(OWN);
        command.addAll(asUser("0", "0"));
        command.add("true");
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            boolean done = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (!done || process.exitValue() != 0) {
                process.destroyForcibly();
                throw refused("the kernel refuses user namespaces to this user; an administrator can allow them"
                        + " (kernel.unprivileged_userns_clone, user.max_user_namespaces, AppArmor's"
                        + " kernel.apparmor_restrict_unprivileged_userns)");
            }
        } catch (IOException missing) {
            throw refused("`unshare` of util-linux 2.38 or newer is not installed");
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw refused("it was interrupted while it asked the kernel");
        }
    }

    private static Complaint refused(String why) {
        return Complaint.cannotDecide("containment_refused", "run: nothing was started, because " + why);
    }

    /** Starts {@link Inside} in namespaces of its own. */
    static List<String> inside(Path socket, String uid, String gid, List<String> command) {
        List<String> all = new ArrayList<>(OWN);
        List<String> arguments = new ArrayList<>(List.of(socket.toString(), uid, gid));
        arguments.addAll(command);
        all.addAll(OwnJava.command("dev.sallyport.cli.contain.Inside", arguments));
        return all;
    }

    /** Gives the command its own user's number back, in a namespace in which it has no power over the network. */
    static List<String> asUser(String uid, String gid) {
        return List.of("unshare", "--user", "--map-user=" + uid, "--map-group=" + gid, "--");
    }
}
