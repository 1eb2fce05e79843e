package dev.sallyport.connect.hook;

import dev.sallyport.action.Capability;
import dev.sallyport.action.Effect;
import dev.sallyport.action.TrustLevel;
import dev.sallyport.gate.registry.PinnedTool;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the hosts' own tools do, from the file {@code tools.txt} of this build. It counts once an operator accepted it ({@code install}
 * pins it): a tool nobody pinned changes things.
 */
public final class HostTools {
    private static final String FILE = "tools.txt";
    private static final String NONE = "-";
    private static final int FIELDS = 7;

    private HostTools() {}

    /** The tools of that host, as they are pinned. */
    public static List<PinnedTool> of(Host host) {
        List<PinnedTool> tools = new ArrayList<>();
        for (String line : file().lines().toList()) {
            String[] f = line.strip().split("\\s+");
            if (!line.isBlank() && !line.startsWith("#") && f[0].equals(host.wire())) {
                tools.add(tool(line, f));
            }
        }
        return List.copyOf(tools);
    }

    /** host, tool, effect, capability, trust of its results, the argument that names the resource, arguments that bear authority. */
    private static PinnedTool tool(String line, String[] f) {
        if (f.length != FIELDS) {
            throw new IllegalStateException(FILE + ": not " + FIELDS + " fields: " + line);
        }
        return new PinnedTool(
                f[1],
                sha256(String.join(" ", f).getBytes(StandardCharsets.UTF_8)),
                f[2].equals("reads") ? Effect.READS : Effect.MUTATES,
                Arrays.stream(Capability.values())
                        .filter(c -> c.wire().equals(f[3]))
                        .findFirst()
                        .orElseThrow(() -> new IllegalStateException(FILE + ": unknown capability: " + line)),
                f[4].equals(NONE)
                        ? Optional.empty()
                        : Optional.of(TrustLevel.byWire(f[4])
                                .orElseThrow(() -> new IllegalStateException(FILE + ": unknown trust: " + line))),
                Optional.of(f[5]).filter(a -> !a.equals(NONE)),
                f[6].equals(NONE) ? Set.of() : Set.of(f[6].split(",")));
    }

    private static String file() {
        try (InputStream in = HostTools.class.getResourceAsStream(FILE)) {
            if (in == null) {
                throw new IllegalStateException("the resource " + FILE + " is missing from this build");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("the resource " + FILE + " can't be read", e);
        }
    }

    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is missing from this Java runtime", e);
        }
    }
}
