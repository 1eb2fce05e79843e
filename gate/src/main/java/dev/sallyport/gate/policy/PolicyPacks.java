package dev.sallyport.gate.policy;

import dev.sallyport.action.canonical.CanonicalForm;
import dev.sallyport.action.canonical.Scheme;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.gate.registry.PolicyManifest;
import dev.sallyport.gate.registry.PolicySource;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Where bundles come from: the packs in this build, and directories of {@code *.cedar} files. */
public final class PolicyPacks {
    private static final byte[] DOMAIN = "sallyport/policy/1\n".getBytes(StandardCharsets.US_ASCII);
    private static final String DEFAULT = "default/default.cedar";
    private static final List<String> NAMES = List.of("github", "mail", "banking", "chat", "files", "shell", "browser");

    private PolicyPacks() {}

    /** The default pack. */
    public static PolicySource defaultPack(TenantId tenant) {
        return of(tenant, files(List.of()));
    }

    /** The names of the packs that can be put beside the default one, in the order in which people look for them. */
    public static List<String> names() {
        return NAMES;
    }

    /**
     * The policy files of the default pack and the packs named, by file name.
     *
     * @throws PolicyRefused for a name that is no pack's
     */
    public static SortedMap<String, String> files(List<String> packs) {
        SortedMap<String, String> files = new TreeMap<>();
        files.put("default.cedar", read(DEFAULT));
        for (String pack : packs) {
            files.put(pack + ".cedar", read(path(pack, ".cedar")));
        }
        return files;
    }

    /**
     * The examples beside a pack, which hold where it stands beside the default one.
     *
     * @throws PolicyRefused for a name that is no pack's
     */
    public static String examples(String pack) {
        return read(path(pack, ".examples.yaml"));
    }

    private static String path(String pack, String ending) {
        if (!NAMES.contains(pack)) {
            throw new PolicyRefused("no policy pack is called `" + pack + "`; there are " + NAMES);
        }
        return "packs/" + pack + "/" + pack + ending;
    }

    private static String read(String resource) {
        try (InputStream in = PolicyPacks.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new PolicyRefused("the policies `" + resource + "` are missing from this build");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("the policies `" + resource + "` can't be read", e);
        }
    }

    /**
     * The bundle of all {@code *.cedar} files directly in that directory, and its manifest if one lies there.
     *
     * @throws PolicyRefused if there is none, or one can't be read
     */
    public static PolicySource directory(TenantId tenant, Path directory) {
        try (Stream<Path> entries = Files.list(directory)) {
            List<Path> found = entries.filter(p -> p.getFileName().toString().endsWith(".cedar"))
                    .sorted()
                    .toList();
            if (found.isEmpty()) {
                throw new PolicyRefused("no *.cedar file lies in " + directory);
            }
            Map<String, String> files = new TreeMap<>();
            for (Path file : found) {
                files.put(file.getFileName().toString(), Files.readString(file));
            }
            Path manifest = directory.resolve(PolicyManifest.FILE);
            if (Files.isRegularFile(manifest)) {
                files.put(PolicyManifest.FILE, Files.readString(manifest));
            }
            return of(tenant, files);
        } catch (IOException e) {
            throw new PolicyRefused("the policies in " + directory + " can't be read: " + e.getMessage());
        }
    }

    /** A bundle of these texts, named by their digest. */
    public static PolicySource of(TenantId tenant, Map<String, String> files) {
        SortedMap<String, String> sorted = new TreeMap<>(files);
        JsonObject.Builder members = JsonObject.builder();
        sorted.forEach(members::put);
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            sha.update(DOMAIN);
            byte[] hash = sha.digest(CanonicalForm.of(members.build(), Scheme.SALLYPORT_JCS_2));
            return new PolicySource(tenant, HexFormat.of().formatHex(hash), sorted);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is missing from this Java runtime", e);
        }
    }
}
