package dev.sallyport.server.shield;

import dev.sallyport.govern.collector.ShieldRelease;
import dev.sallyport.ledger.encoding.Hex;
import dev.sallyport.ledger.encoding.Malformed;
import dev.sallyport.ledger.encoding.Sha256;
import dev.sallyport.ledger.note.VerifierKey;
import dev.sallyport.shield.Shield;
import dev.sallyport.shield.ShieldVersion;
import dev.sallyport.shield.release.Release;
import dev.sallyport.shield.release.ReleasedShield;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The released versions of shields in a data directory: {@code shields/distributor}, whose key signs them, and for each version {@code
 * NAME/VERSION.note}, the signed statement, and {@code NAME/VERSION.manifest}, its data. Each is verified whenever it is read, so what was
 * changed on disk is refused and not run. Not for several threads.
 */
public final class Releases {
    private static final String NOTE = ".note";
    private static final String MANIFEST = ".manifest";
    private static final int MOST_MANIFEST = 1 << 20;

    private final Path folder;

    /** Those of that data directory. */
    public Releases(Path data) {
        this.folder = data.resolve("shields");
    }

    /** Whose releases are taken; empty if nobody's. */
    public Optional<VerifierKey> distributor() throws IOException {
        Path file = folder.resolve("distributor");
        return Files.exists(file)
                ? Optional.of(VerifierKey.parse(Files.readString(file).strip()))
                : Optional.empty();
    }

    /**
     * Takes releases of that distributor from now on.
     *
     * @throws ReleaseRefused {@code release_key_other} if another one's are taken already
     */
    public void trust(VerifierKey key) throws IOException {
        Optional<VerifierKey> known = distributor();
        if (known.filter(k -> !k.encoded().equals(key.encoded())).isPresent()) {
            throw new ReleaseRefused(
                    "release_key_other",
                    "releases of another distributor are taken here; remove `" + folder.resolve("distributor")
                            + "` if that shall change");
        }
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("distributor"), key.encoded() + "\n");
    }

    /**
     * Checks a release and keeps it beside the others. It runs where somebody pins it, after the next start.
     *
     * @param wanted what it is meant to be
     * @param builtIn the shields of this program
     * @param older whether it may be older than what is installed: not, where nobody said that it is meant
     * @throws ReleaseRefused if it is not to be taken; nothing is kept
     */
    public ShieldVersion install(
            ShieldVersion wanted, String note, byte[] manifest, List<? extends Shield> builtIn, boolean older)
            throws IOException {
        Release release = checked(note, manifest, key());
        if (!release.shield().equals(wanted)) {
            throw new ReleaseRefused(
                    "release_other",
                    "what was handed over is " + release.shield().wire() + ", not " + wanted.wire());
        }
        if (over(release, builtIn).isEmpty()) {
            throw new ReleaseRefused(
                    "release_unfit",
                    release.shield().wire() + " goes with version " + release.base()
                            + " of its shield, which is not built in here");
        }
        Optional<ShieldVersion> newer = installed(wanted.name()).stream()
                .filter(known -> known.compareTo(wanted) > 0)
                .findFirst();
        if (newer.isPresent() && !older) {
            throw new ReleaseRefused(
                    "release_older",
                    newer.get().wire() + " is installed, which is newer; name --older if " + wanted.wire()
                            + " is meant, and pin it to run it");
        }
        Path shelf = folder.resolve(release.shield().name());
        Files.createDirectories(shelf);
        Path kept = shelf.resolve(release.shield().version() + MANIFEST);
        if (Files.exists(kept) && !java.util.Arrays.equals(Files.readAllBytes(kept), manifest)) {
            throw new ReleaseRefused(
                    "release_taken",
                    release.shield().wire() + " is installed and is not this; a change is a new version");
        }
        replace(kept, manifest);
        replace(shelf.resolve(release.shield().version() + NOTE), note.getBytes(StandardCharsets.UTF_8));
        return release.shield();
    }

    private static void replace(Path file, byte[] bytes) throws IOException {
        Path beside = file.resolveSibling(file.getFileName() + ".new");
        Files.write(beside, bytes);
        Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private VerifierKey key() throws IOException {
        return distributor()
                .orElseThrow(() -> new ReleaseRefused(
                        "release_key_missing", "no distributor's key is known here; name it once with --key"));
    }

    private static Release checked(String note, byte[] manifest, VerifierKey key) {
        ShieldRelease stated;
        try {
            stated = ShieldRelease.check(note, key);
        } catch (Malformed e) {
            throw new ReleaseRefused("release_unsigned", "the distributor did not sign this as a release of a shield");
        }
        if (manifest.length > MOST_MANIFEST || !Hex.of(Sha256.of(manifest)).equals(stated.sha256())) {
            throw new ReleaseRefused("release_altered", "the manifest is not the one that was signed");
        }
        try {
            Release release = Release.read(manifest);
            if (!release.shield().equals(stated.shield())) {
                throw new ReleaseRefused("release_altered", "the manifest is of another version than the statement");
            }
            return release;
        } catch (IllegalArgumentException e) {
            throw new ReleaseRefused("release_malformed", String.valueOf(e.getMessage()));
        }
    }

    private static Optional<ReleasedShield> over(Release release, List<? extends Shield> builtIn) {
        boolean taken = builtIn.stream().anyMatch(shield -> shield.version().equals(release.shield()));
        return taken
                ? Optional.empty()
                : builtIn.stream()
                        .filter(shield -> release.fits(shield.version()))
                        .findFirst()
                        .map(shield -> new ReleasedShield(shield, release));
    }

    /**
     * What is installed over those shields. One that goes with another version of its shield is left out: where it is pinned, the shield is
     * unassessed.
     *
     * @throws ReleaseRefused if one was changed, or is not signed by the distributor
     */
    public List<Shield> over(List<? extends Shield> builtIn) {
        try {
            List<Shield> all = new ArrayList<>();
            for (Path note : notes()) {
                String name = String.valueOf(note.getFileName());
                Path manifest = note.resolveSibling(name.substring(0, name.length() - NOTE.length()) + MANIFEST);
                if (!Files.exists(manifest)) {
                    throw new ReleaseRefused("release_altered", "`" + note + "` has no manifest beside it");
                }
                over(checked(Files.readString(note), Files.readAllBytes(manifest), key()), builtIn)
                        .ifPresent(all::add);
            }
            return all;
        } catch (IOException e) {
            throw new UncheckedIOException("the released shields in `" + folder + "` can't be read", e);
        }
    }

    private List<ShieldVersion> installed(String name) throws IOException {
        List<ShieldVersion> versions = new ArrayList<>();
        for (Path note : notes()) {
            String file = String.valueOf(note.getFileName());
            if (note.startsWith(folder.resolve(name))) {
                versions.add(new ShieldVersion(name, file.substring(0, file.length() - NOTE.length())));
            }
        }
        return versions;
    }

    private List<Path> notes() throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(folder, 2)) {
            return all.filter(file -> file.toString().endsWith(NOTE)).sorted().toList();
        }
    }
}
