package dev.sallyport.provenance.assess;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Names in a path at which a file does more than lie there: it is run at some later time, decides who may enter, or holds
 * credentials. To name a folder is not to name these below it; the user names them themselves or a person is asked.
 *
 * <table><caption>What is dangerous</caption>
 * <tr><td>hidden</td><td>any name that begins with a dot, but for a few that no program obeys ({@link #HARMLESS})</td></tr>
 * <tr><td>started</td><td>folders and files from which systems, shells, interpreters and schedulers start programs</td></tr>
 * <tr><td>built</td><td>files that tell a build server what to run</td></tr>
 * <tr><td>entrusted</td><td>keys, credentials, lists of who may enter</td></tr>
 * <tr><td>the system's</td><td>an absolute path whose first name belongs to the system</td></tr>
 * </table>
 */
final class PathHazards {
    private static final Set<String> HARMLESS = Set.of(
            ".gitignore",
            ".gitkeep",
            ".keep",
            ".editorconfig",
            ".dockerignore",
            ".npmignore",
            ".prettierignore",
            ".eslintignore",
            ".nojekyll",
            ".github");

    /** Names of folders and files, exactly. */
    private static final Set<String> NAMES = Set.of(
            // started
            "autostart",
            "startup",
            "start menu",
            "launchagents",
            "launchdaemons",
            "loginitems",
            "systemd",
            "init.d",
            "rc.d",
            "rc.local",
            "profile.d",
            "xinitrc",
            "xsession",
            "crontab",
            "anacrontab",
            "spool",
            "sitecustomize.py",
            "usercustomize.py",
            "profile.ps1",
            "microsoft.powershell_profile.ps1",
            "autoexec.bat",
            "desktop.ini",
            "autorun.inf",
            "cgi-bin",
            // built
            "jenkinsfile",
            "azure-pipelines.yml",
            "bitbucket-pipelines.yml",
            "appveyor.yml",
            "buildspec.yml",
            "cloudbuild.yaml",
            // entrusted
            "authorized_keys",
            "authorized_keys2",
            "known_hosts",
            "sudoers",
            "passwd",
            "shadow",
            "credentials",
            "keychains",
            "keyrings",
            "wallet.dat",
            "system32");

    /** What is run of the folder {@code .github}. */
    private static final Set<String> BUILT = Set.of("workflows", "actions");

    /** Files that tools look for by their names and do what they say. */
    private static final Pattern OBEYED = Pattern.compile(
            "makefile|gnumakefile|dockerfile|containerfile|rakefile|gemfile|vagrantfile|procfile|justfile|brewfile|package\\.json|composer\\.json"
                    + "|pyproject\\.toml|setup\\.(?:cfg|py)|conftest\\.py|tox\\.ini|cargo\\.toml|build\\.rs|pom\\.xml|deno\\.json"
                    + "|(?:agents|claude|gemini|skill|copilot-instructions)\\.md|(?:docker-)?compose\\.ya?ml|.*\\.(?:config|conf|rc)\\.[a-z]{2,4}");

    /** Files that are run. */
    private static final Pattern CODE = Pattern.compile(
            ".*\\.(?:py|pyw|js|mjs|cjs|jsx|ts|mts|tsx|sh|bash|zsh|fish|ps1|bat|cmd|vbs|rb|pl|php|lua|go|rs|java|kt|kts|gradle|groovy|scala|c|h"
                    + "|cc|cpp|cs|swift|r|jl|ex|exs|mk|cmake|jar|so|dll|exe|app)");

    /** Beginnings and ends of such names. */
    private static final Pattern SHAPES = Pattern.compile(
            "cron\\..*|sudoers\\..*|id_(?:rsa|dsa|ecdsa|ed25519).*|.*\\.(?:pth|desktop|service|timer|plist|lnk|scr|pem|p12|pfx|kdbx|ppk|reg)");

    private static final Set<String> ROOTS = Set.of(
            "etc",
            "bin",
            "sbin",
            "usr",
            "lib",
            "lib32",
            "lib64",
            "boot",
            "root",
            "proc",
            "sys",
            "dev",
            "system",
            "library",
            "windows",
            "program files",
            "program files (x86)",
            "programdata");

    private PathHazards() {}

    /**
     * Whether one of the names from there on is dangerous.
     *
     * @param from how many of the path's first names the user named
     */
    static boolean in(FilePath path, int from) {
        List<String> names = path.shown();
        for (int i = from; i < names.size(); i++) {
            // An encoded slash makes several names of one.
            for (String name : names.get(i).split("/")) {
                boolean build = i > 0 && names.get(i - 1).equals(".github") && BUILT.contains(name);
                if (build || dangerous(name)) {
                    return true;
                }
            }
        }
        int first = !names.isEmpty() && names.getFirst().endsWith(":") ? 1 : 0;
        return from <= first && path.absolute() && names.size() > first && ROOTS.contains(names.get(first));
    }

    /** Whether a program obeys a file of that name wherever it lies. */
    static boolean obeyed(String name) {
        return OBEYED.matcher(name).matches();
    }

    /** Whether a file of that name is run. */
    static boolean isCode(String name) {
        return CODE.matcher(name).matches();
    }

    private static boolean dangerous(String name) {
        String bare = name.replaceAll("[. ]+$", "");
        boolean hidden = bare.startsWith(".") && !HARMLESS.contains(bare);
        return hidden || NAMES.contains(bare) || SHAPES.matcher(bare).matches();
    }
}
