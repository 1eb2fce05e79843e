package dev.sallyport.shield.packages;

import dev.sallyport.action.Capability;
import dev.sallyport.shield.Category;
import dev.sallyport.shield.Context;
import dev.sallyport.shield.Finding;
import dev.sallyport.shield.Leaf;
import dev.sallyport.shield.Shield;
import dev.sallyport.shield.ShieldVersion;
import dev.sallyport.shield.Span;
import dev.sallyport.shield.Subject;
import dev.sallyport.shield.Verdict;
import dev.sallyport.shield.packages.install.Commands;
import dev.sallyport.shield.packages.install.Install;
import dev.sallyport.shield.packages.install.Manifests;
import dev.sallyport.text.shell.Reading;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a call would install, from its shell line and from manifests it writes, and says of each package whether it is what it seems. A call that
 * installs nothing costs a look at the programs of its line.
 */
public final class PackageGate implements Shield {
    /** Its name in receipts and settings. */
    public static final String NAME = "package-gate";

    private static final Set<String> PATHS =
            Set.of("file_path", "path", "filePath", "file", "filename", "target_file", "notebook_path", "uri");
    private static final Set<String> TEXTS = Set.of(
            "content",
            "contents",
            "text",
            "new_string",
            "newString",
            "new_str",
            "newText",
            "file_text",
            "insert_text",
            "code_edit",
            "replacement");
    private static final Set<String> OLD_TEXTS = Set.of("old_string", "oldString", "old_str", "oldText", "search");

    private final Supplier<Knowledge> knowledge;
    private final ShieldVersion version;
    private volatile @Nullable Assessor assessor;

    /** A gate that knows that. */
    public PackageGate(Knowledge knowledge) {
        this(knowledge.revision(), () -> knowledge);
    }

    /**
     * A gate that learns what there is to know when it first sees something installed: reading the lists costs a second and tens of
     * megabytes, which an install whose agents install nothing need not pay.
     *
     * @param revision of what was imported, 0 for nothing
     */
    public PackageGate(int revision, Supplier<Knowledge> knowledge) {
        this.knowledge = knowledge;
        this.version = new ShieldVersion(NAME, "1.0." + revision % 10_000);
    }

    private Assessor assessor() {
        Assessor known = assessor;
        return known == null ? learn() : known;
    }

    private synchronized Assessor learn() {
        Assessor known = assessor;
        if (known == null) {
            known = new Assessor(knowledge.get());
            assessor = known;
        }
        return known;
    }

    @Override
    public ShieldVersion version() {
        return version;
    }

    @Override
    public boolean concerns(Subject subject) {
        return subject instanceof Subject.Call call
                && (call.line().isPresent() || manifest(call).isPresent());
    }

    @Override
    public List<Finding> inspect(Subject subject, Context context) {
        if (!(subject instanceof Subject.Call call)) {
            return List.of();
        }
        List<Finding> findings = new ArrayList<>();
        call.line().ifPresent(line -> line(call, line, context, findings));
        manifest(call).ifPresent(path -> edits(call, path.text(), context, findings));
        findings.sort(Comparator.comparing(Finding::verdict).reversed());
        return findings.stream().distinct().toList();
    }

    private void line(Subject.Call call, Reading line, Context context, List<Finding> findings) {
        Span where = call.leaves().stream()
                .filter(leaf -> !leaf.isName() && isLine(leaf.pointer()))
                .findFirst()
                .map(Span::of)
                .orElse(new Span("", 0, 0));
        switch (line) {
            case Reading.Read read -> {
                List<Install> installs = new ArrayList<>();
                read.commands().forEach(command -> installs.addAll(Commands.read(command)));
                judge(installs, where, context, findings);
            }
            // What can't be read installs what it likes: said as that, so that it is recorded as unassessed.
            case Reading.Unreadable unreadable ->
                throw new IllegalStateException("the line can't be read: " + unreadable.why());
        }
    }

    private static boolean isLine(String pointer) {
        return pointer.startsWith("/command") || pointer.startsWith("/cmd") || pointer.startsWith("/script");
    }

    /** The path of the manifest that the call writes, if it writes one. */
    private static Optional<Leaf> manifest(Subject.Call call) {
        if (call.capability() == Capability.READ || call.capability() == Capability.EXEC) {
            return Optional.empty();
        }
        for (Leaf leaf : call.leaves()) {
            if (!leaf.isName()
                    && leaf.text().length() < 4_096
                    && PATHS.contains(leaf.member())
                    && Manifests.concerns(leaf.text())) {
                return Optional.of(leaf);
            }
        }
        return Optional.empty();
    }

    private void edits(Subject.Call call, String path, Context context, List<Finding> findings) {
        Set<Install> before = new LinkedHashSet<>();
        for (Leaf leaf : call.leaves()) {
            if (!leaf.isName() && OLD_TEXTS.contains(leaf.member())) {
                before.addAll(Manifests.read(path, leaf.text()));
            }
        }
        for (Leaf leaf : call.leaves()) {
            if (!leaf.isName() && TEXTS.contains(leaf.member())) {
                List<Install> brought = new ArrayList<>(Manifests.read(path, leaf.text()));
                brought.removeAll(before);
                judge(brought, Span.of(leaf), context, findings);
            }
        }
    }

    private void judge(List<Install> installs, Span where, Context context, List<Finding> findings) {
        Assessment all = new Installs(assessor(), context.timeMillis()).assess(installs);
        for (Assessment.Evidence evidence : all.evidence()) {
            boolean said = evidence.reason() == Reason.NAME_UNASSESSED || evidence.reason() == Reason.DIRECT_SOURCE;
            if (said || evidence.verdict() != Verdict.ALLOW) {
                Category category = new Category(NAME, evidence.reason().wire());
                findings.add(Finding.of(evidence.verdict(), category, evidence.confidence(), where));
            }
        }
    }
}
