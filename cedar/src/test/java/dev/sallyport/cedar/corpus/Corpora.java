package dev.sallyport.cedar.corpus;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Assumptions;

/** Finds and unpacks the shared corpora; without them the asking test is skipped. */
final class Corpora {

    private static final int BLOCK = 512;

    private Corpora() {}

    static Path cedar() {
        String named = Optional.ofNullable(System.getenv("SALLYPORT_CORPORA")).orElse("");
        Path root = Path.of(System.getProperty("sallyport.root", ".."));
        Path corpora = named.isEmpty() ? root.resolve("../shared/corpora").normalize() : Path.of(named);
        Path cedar = corpora.resolve("cedar");
        if (!Files.isDirectory(cedar)) {
            System.out.println("skipped: no corpora");
        }
        Assumptions.assumeTrue(Files.isDirectory(cedar), "skipped: no corpora");
        return cedar;
    }

    /** Unpacks the files of a {@code .tar.gz} into {@code target}. Understands plain ustar entries, no links. */
    static void untar(Path archive, Path target) throws IOException {
        try (InputStream in =
                new BufferedInputStream(new GZIPInputStream(Files.newInputStream(archive), 1 << 16), 1 << 16)) {
            byte[] header = in.readNBytes(BLOCK);
            while (header.length == BLOCK && header[0] != 0) {
                int size = Integer.parseInt(text(header, 124, 12).trim(), 8);
                byte[] content = in.readNBytes(size);
                in.skipNBytes((BLOCK - size % BLOCK) % BLOCK);
                if (header[156] == '0' || header[156] == 0) {
                    write(target, text(header, 345, 155) + text(header, 0, 100), content);
                }
                header = in.readNBytes(BLOCK);
            }
        }
    }

    private static void write(Path target, String name, byte[] content) throws IOException {
        Path file = target.resolve(name).normalize();
        if (!file.startsWith(target)) {
            throw new IOException("the archive leaves its folder: " + name);
        }
        Files.createDirectories(file.getParent());
        Files.write(file, content);
    }

    private static String text(byte[] header, int from, int length) {
        int end = from;
        while (end < from + length && header[end] != 0) {
            end++;
        }
        return new String(header, from, end - from, StandardCharsets.UTF_8);
    }
}
