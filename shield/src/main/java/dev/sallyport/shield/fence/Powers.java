package dev.sallyport.shield.fence;

import dev.sallyport.action.Capability;
import dev.sallyport.shield.Leaf;
import dev.sallyport.shield.Span;
import dev.sallyport.shield.Subject;
import dev.sallyport.shield.Verdict;
import dev.sallyport.shield.file.SecretFiles;
import dev.sallyport.text.form.UrlForm;
import dev.sallyport.text.shell.Reach;
import dev.sallyport.text.shell.Reading;
import dev.sallyport.text.shell.SimpleCommand;
import dev.sallyport.text.shell.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Powers that no agent has by custom, whatever was declared: to hand out or fetch credentials of an account, to write where secrets, logins and
 * start-up commands live, to join a secret with the network, to lift its own rights.
 */
final class Powers {
    private static final Set<String> PATHS =
            Set.of("file_path", "path", "notebook_path", "filename", "file", "target_file");
    private static final Set<String> NETWORK = Set.of(
            "curl",
            "wget",
            "nc",
            "ncat",
            "netcat",
            "socat",
            "telnet",
            "ssh",
            "scp",
            "sftp",
            "rsync",
            "ftp",
            "http",
            "dig",
            "nslookup",
            "host",
            "ping",
            "xh",
            "aria2c");
    private static final Set<String> SHELLS =
            Set.of("sh", "bash", "zsh", "dash", "python", "python3", "perl", "ruby", "node");
    private static final Set<String> CREDENTIALS = Set.of(
            "keys",
            "api_keys",
            "api-keys",
            "apikeys",
            "access-keys",
            "access_keys",
            "accesskeys",
            "tokens",
            "api-tokens",
            "secrets",
            "credentials",
            "service-accounts",
            "serviceaccounts",
            "personal-access-tokens",
            "signing-keys",
            "ssh-keys",
            "admin_api_keys");
    private static final Set<String> MACHINE = Set.of(
            "etc", "usr", "bin", "sbin", "boot", "lib", "lib64", "root", "proc", "sys", "dev", "system", "library");
    private static final List<String> START = List.of(
            "/.bashrc",
            "/.bash_profile",
            "/.profile",
            "/.zshrc",
            "/.zprofile",
            "/.git/hooks/",
            "/.git/config",
            "/.gitconfig",
            "/.claude/settings",
            "/.mcp.json",
            "/.cursor/mcp",
            "/.codex/",
            "/.config/autostart/",
            "/launchagents/",
            "/cron.d/",
            "/crontabs/",
            "/.config/systemd/",
            "/.config/fish/config.fish",
            "/.envrc",
            "/.ssh/");
    private static final Set<String> LIFTING = Set.of(
            "visudo",
            "usermod",
            "useradd",
            "adduser",
            "setcap",
            "passwd",
            "chpasswd",
            "nsenter",
            "capsh",
            "unshare",
            "pkexec");

    private Powers() {}

    /** One power and what it is used on. */
    record Used(Verdict verdict, String kind, double confidence, Span span) {}

    static List<Used> of(Subject.Call call) {
        List<Used> used = new ArrayList<>(1);
        for (Leaf leaf : call.leaves()) {
            if (leaf.isName()) {
                continue;
            }
            String member = leaf.member().toLowerCase(Locale.ROOT);
            boolean url = member.endsWith("url") || member.endsWith("uri") || member.equals("endpoint");
            if (url && managesCredentials(leaf.text())) {
                used.add(new Used(Verdict.BLOCK, "credential-endpoint", 0.8, Span.of(leaf)));
            } else if (PATHS.contains(member)) {
                file(call.capability(), leaf, used);
            }
        }
        if (call.line().isPresent() && call.line().get() instanceof Reading.Read line) {
            line(line.commands(), used);
        }
        return used;
    }

    /** Whether a path leads into the machine's own folders. */
    static boolean isSystem(String path) {
        String[] parts = path.split("/", 4);
        return parts.length > 2 && parts[0].isEmpty() && MACHINE.contains(parts[1].toLowerCase(Locale.ROOT));
    }

    /** An interface's path that ends in a collection of keys or tokens, or in one of its members. */
    private static boolean managesCredentials(String url) {
        String form = UrlForm.of(url.contains("://") ? url : "http://" + url)
                .orElse("")
                .toLowerCase(Locale.ROOT);
        int slash = form.indexOf('/');
        if (slash < 0) {
            return false;
        }
        String host = form.substring(0, slash);
        String path = form.substring(slash).replaceFirst("\\?.*", "");
        String[] parts = path.split("/");
        boolean api = host.startsWith("api.")
                || host.contains(".api.")
                || host.startsWith("iam.")
                || path.matches("/(api|v\\d+[a-z0-9]*)/.*");
        for (int i = Math.max(1, parts.length - 2); i < parts.length && api; i++) {
            if (CREDENTIALS.contains(parts[i])) {
                return true;
            }
        }
        return false;
    }

    private static void file(Capability capability, Leaf leaf, List<Used> used) {
        String path = leaf.text();
        boolean writes = capability == Capability.WRITE;
        String rooted = (path.startsWith("~") ? path.substring(1) : "/" + path).toLowerCase(Locale.ROOT);
        boolean start = START.stream().anyMatch(rooted::contains);
        boolean secret = SecretFiles.isSecret(path);
        boolean away = rooted.contains("/.ssh/")
                || rooted.contains("/.aws/")
                || rooted.contains("/.gnupg/")
                || rooted.contains("/etc/shadow")
                || rooted.contains("/.kube/")
                || rooted.contains("/.config/gcloud/")
                || rooted.endsWith("/environ");
        boolean usual = rooted.endsWith("/.env")
                || rooted.contains("/.env.")
                || rooted.contains("/test")
                || rooted.contains("/fixtures/");
        if (writes && (start || away || isSystem(path))) {
            used.add(new Used(Verdict.BLOCK, "protected-write", 0.85, Span.of(leaf)));
        } else if (writes && secret) {
            used.add(
                    usual
                            ? new Used(Verdict.WARN, "secret-file", 0.4, Span.of(leaf))
                            : new Used(Verdict.BLOCK, "secret-file", 0.75, Span.of(leaf)));
        } else if (secret && away) {
            used.add(new Used(Verdict.BLOCK, "secret-file", 0.8, Span.of(leaf)));
        } else if (secret && !writes) {
            used.add(new Used(Verdict.WARN, "secret-file", 0.4, Span.of(leaf)));
        }
    }

    private static void line(List<SimpleCommand> commands, List<Used> used) {
        boolean network =
                commands.stream().anyMatch(c -> NETWORK.contains(c.base().orElse("")));
        Span span = new Span("", 0, 0);
        for (SimpleCommand command : commands) {
            String base = command.base().orElse("");
            boolean secret = reads(command);
            if (secret && network && !base.equals("ssh")) {
                used.add(new Used(Verdict.BLOCK, "secret-to-network", 0.9, span));
            }
            if (LIFTING.contains(base) || isSetuid(command, base)) {
                used.add(new Used(Verdict.BLOCK, "rights-lifted", 0.8, span));
            }
            boolean fed = command.reach().contains(Reach.PIPED)
                    && SHELLS.contains(base)
                    && command.arguments().size() < 2;
            if (network && fed && !command.reach().contains(Reach.WRAPPED)) {
                used.add(new Used(Verdict.WARN, "remote-code", 0.6, span));
            }
            boolean escape = (base.equals("docker") || base.equals("podman"))
                    && command.arguments().stream()
                            .anyMatch(w -> w.is("--privileged")
                                    || w.literal().startsWith("/:")
                                    || w.literal().contains("docker.sock"));
            if (escape) {
                used.add(new Used(Verdict.BLOCK, "rights-lifted", 0.8, span));
            }
            command.redirections().stream()
                    .filter(r -> r.writes() && isProtected(r.target().literal()))
                    .forEach(r -> used.add(new Used(Verdict.BLOCK, "protected-write", 0.85, span)));
        }
    }

    private static boolean isProtected(String path) {
        String rooted = (path.startsWith("~") ? path.substring(1) : "/" + path).toLowerCase(Locale.ROOT);
        boolean device = path.startsWith("/dev/");
        return !device && (isSystem(path) || START.stream().anyMatch(rooted::contains));
    }

    private static boolean isSetuid(SimpleCommand command, String base) {
        return base.equals("chmod")
                && command.arguments().stream()
                        .map(Word::literal)
                        .anyMatch(w -> w.matches("[ugo]*\\+[rwx]*s[rwx]*|[4567][0-7]{3}"));
    }

    private static boolean reads(SimpleCommand command) {
        String base = command.base().orElse("");
        boolean logsIn = base.equals("scp") || base.equals("sftp") || base.equals("rsync");
        List<Word> words = command.arguments();
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i).literal();
            boolean key = logsIn && i > 0 && words.get(i - 1).is("-i");
            int option = word.startsWith("--") ? word.indexOf('=') : -1;
            if (!key && SecretFiles.isSecret(word.substring(Math.max(word.lastIndexOf('@'), option) + 1))) {
                return true;
            }
        }
        return command.redirections().stream()
                .anyMatch(r -> r.operator().equals("<")
                        && SecretFiles.isSecret(r.target().literal()));
    }
}
