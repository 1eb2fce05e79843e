package dev.sallyport.shield.packages;

import dev.sallyport.shield.Verdict;
import dev.sallyport.shield.packages.Assessment.Evidence;
import dev.sallyport.shield.packages.install.Install;
import dev.sallyport.text.shell.Reading;
import dev.sallyport.text.shell.Shell;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Says of all that one command or edit would install, and where from, what is to be said. Pure. */
final class Installs {
    private static final Set<String> FETCHERS = Set.of(
            "curl", "wget", "nc", "ncat", "base64", "powershell", "pwsh", "certutil", "bitsadmin", "ssh", "scp", "ftp");

    private static final List<String> HOSTS = List.of(
            "://github.com/",
            "@github.com",
            "github:",
            "://gitlab.com/",
            "@gitlab.com",
            "gitlab:",
            "://bitbucket.org/");

    private final Assessor assessor;
    private final long timeMillis;

    Installs(Assessor assessor, long timeMillis) {
        this.assessor = assessor;
        this.timeMillis = timeMillis;
    }

    Assessment assess(List<Install> installs) {
        List<Evidence> found = new ArrayList<>();
        boolean beside = false;
        boolean elsewhere = false;
        for (Install install : installs) {
            if (install instanceof Install.Index index
                    && !assessor.knowledge().own().trusts(index.url())) {
                beside |= index.beside();
                elsewhere |= !index.beside();
            }
        }
        for (Install install : installs) {
            one(install, beside, elsewhere, found);
        }
        return new Assessment(found, Optional.empty());
    }

    private void one(Install install, boolean beside, boolean elsewhere, List<Evidence> found) {
        switch (install) {
            case Install.Named named -> named(named, beside, elsewhere, found);
            case Install.Direct direct -> {
                Verdict verdict = isRepository(direct.where()) ? Verdict.ALLOW : Verdict.WARN;
                found.add(new Evidence(Reason.DIRECT_SOURCE, verdict, 0.6, "not from a registry: " + direct.where()));
            }
            case Install.Unread unread ->
                found.add(new Evidence(
                        Reason.NAME_UNASSESSED, Verdict.ALLOW, 1, "can't be known from here: " + unread.what()));
            case Install.Index index -> {
                if (!assessor.knowledge().own().trusts(index.url())) {
                    found.add(new Evidence(
                            Reason.FOREIGN_INDEX, Verdict.WARN, 0.7, "an index nobody listed: " + index.url()));
                }
            }
            case Install.Script script -> script(script, found);
        }
    }

    private void named(Install.Named named, boolean beside, boolean elsewhere, List<Evidence> found) {
        String normal = named.ecosystem().normal(named.name());
        boolean own = assessor.knowledge().own().owns(normal);
        if (own && beside) {
            found.add(new Evidence(
                    Reason.DEPENDENCY_CONFUSION,
                    Verdict.BLOCK,
                    0.97,
                    "a name of your own, while another index is asked beside yours"));
        }
        for (Evidence evidence : assessor.assess(named.ecosystem(), named.name(), named.version(), timeMillis)
                .evidence()) {
            // What a registry does not have may well be in the other one that the command names; that one is a finding
            // itself.
            boolean absence = evidence.reason() == Reason.UNKNOWN_NAME || evidence.reason() == Reason.NOT_IN_REGISTRY;
            if (!(absence && elsewhere)) {
                found.add(evidence);
            }
        }
    }

    /** A repository at one of the large hosts is as good as its owner; an archive from anywhere is nobody's. */
    private static boolean isRepository(String where) {
        String lower = where.toLowerCase(Locale.ROOT);
        boolean host = HOSTS.stream().anyMatch(lower::contains) || lower.indexOf(':') < 0;
        boolean plain = lower.contains("http://") || lower.contains("git://");
        boolean file =
                lower.endsWith(".zip") || lower.endsWith(".tgz") || lower.endsWith(".gz") || lower.endsWith(".whl");
        return host && !plain && !file;
    }

    private static void script(Install.Script script, List<Evidence> found) {
        boolean fetches = Shell.read(script.line()) instanceof Reading.Read read
                && read.commands().stream()
                        .anyMatch(c -> c.opaque()
                                || c.base().filter(FETCHERS::contains).isPresent());
        if (fetches) {
            found.add(new Evidence(
                    Reason.INSTALL_SCRIPT,
                    Verdict.WARN,
                    0.8,
                    "a script that fetches or hides what it runs on install"));
        }
    }
}
