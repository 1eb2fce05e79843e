package dev.sallyport.cli.hook;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.cli.terminal.Exit;
import dev.sallyport.cli.terminal.Terminal;
import dev.sallyport.connect.hook.Host;
import java.io.IOException;
import java.nio.file.Files;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code uninstall}: takes a host's hook out of its configuration, which is then, byte for byte, what it was before if nobody changed it
 * meanwhile. The hook's agent stays registered; {@code agent revoke} ends its token.
 */
@Command
public final class UninstallVerb extends HostVerb {
    @Option(names = "--keep-credential", description = "leave the hook's token in the data directory")
    private boolean keep;

    /** On that terminal. */
    public UninstallVerb(Terminal terminal) {
        super(terminal);
    }

    @Override
    Exit run(Host host) throws IOException {
        ConfigFile file = new ConfigFile(places().hooks(host));
        boolean there = host == Host.OPENCODE ? removePlugin(file) : removeHooks(host, file);
        boolean credential = !keep && HookFile.of(folder(), host).remove();
        if (!there && !credential) {
            throw InstallVerb.notHere(host);
        }
        row(
                JsonObject.builder()
                        .put("host", host.wire())
                        .put("file", file.path().toString())
                        .put("removed", there)
                        .put("credential_removed", credential)
                        .build(),
                (there ? "removed the hook from " : "found no hook in ")
                        + file.path()
                        + (credential ? "; its token lies here no more, and `sallyport agent revoke` ends it" : ""));
        return Exit.OK;
    }

    private static boolean removePlugin(ConfigFile file) throws IOException {
        boolean there =
                file.text().filter(t -> t.startsWith("// Sallyport's plugin")).isPresent();
        if (there) {
            file.delete();
        }
        return there;
    }

    private static boolean removeHooks(Host host, ConfigFile file) throws IOException {
        Hooking hooking = new Hooking(host);
        JsonObject settings = file.settings();
        if (hooking.installed(settings).isEmpty()) {
            return false;
        }
        JsonObject left = hooking.without(settings);
        if (hooking.isBare(left) && !Files.exists(file.backup())) {
            file.delete();
        } else {
            file.restore(PrettyJson.of(left));
        }
        return true;
    }
}
