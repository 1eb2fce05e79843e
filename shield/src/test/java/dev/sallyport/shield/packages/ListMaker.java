package dev.sallyport.shield.packages;

import dev.sallyport.shield.packages.list.KnownNames;
import dev.sallyport.shield.packages.name.Ecosystem;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.GZIPOutputStream;

/**
 * Makes the lists of npm and PyPI in the jar from a listing of each registry: {@code ListMaker FOLDER MONTH}. The folder holds {@code npm.tsv} with
 * the columns name, version, downloads_a_month and {@code pypi.tsv} with name, version, month, rank (empty beyond the most downloaded), each with a
 * head line. Writes into the resources of this module. Equal input gives equal bytes.
 */
final class ListMaker {
    private static final Path RESOURCES = Path.of("src/main/resources/dev/sallyport/shield/packages/list");
    private static final int NPM_POPULAR = 20_000;

    private record Line(String name, String version, long weight) {}

    private ListMaker() {}

    public static void main(String[] args) throws IOException {
        Path folder = Path.of(args[0]);
        List<Line> npm = lines(folder.resolve("npm.tsv"), 2);
        List<Line> byDownloads = npm.stream()
                .filter(line -> line.weight > 0)
                .sorted(Comparator.comparingLong(Line::weight).reversed())
                .toList();
        popular("npm", byDownloads.subList(0, NPM_POPULAR));
        long least = byDownloads.getLast().weight;
        known(Ecosystem.NPM, args[1], least, npm);
        List<Line> pypi = lines(folder.resolve("pypi.tsv"), 3);
        popular(
                "pypi",
                pypi.stream()
                        .filter(line -> line.weight > 0)
                        .sorted(Comparator.comparingLong(Line::weight))
                        .toList());
        known(Ecosystem.PYPI, args[1], 0, pypi);
    }

    private static List<Line> lines(Path file, int column) throws IOException {
        List<Line> lines = new ArrayList<>();
        for (String text : Files.readAllLines(file).stream().skip(1).toList()) {
            List<String> fields = Arrays.asList(text.split("\t", -1));
            String weight = fields.size() > column ? fields.get(column) : "";
            boolean number = !weight.isEmpty() && weight.chars().allMatch(Character::isDigit);
            String version = fields.size() > 1 ? fields.get(1) : "";
            // The registry's own way of saying that it took a package away and keeps the name.
            if (!version.contains("-security")) {
                lines.add(new Line(fields.getFirst(), version, number ? Long.parseLong(weight) : 0));
            }
        }
        return lines;
    }

    private static void popular(String file, List<Line> lines) throws IOException {
        StringBuilder text = new StringBuilder();
        for (Line line : lines) {
            long major = Asked.major(line.version);
            text.append(line.name).append(major < 0 ? "" : "\t" + major).append('\n');
        }
        try (OutputStream out =
                new GZIPOutputStream(Files.newOutputStream(RESOURCES.resolve("popular/" + file + ".txt.gz")))) {
            out.write(text.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8));
        }
    }

    private static void known(Ecosystem ecosystem, String day, long least, List<Line> lines) throws IOException {
        Set<String> names = new HashSet<>();
        for (Line line : lines) {
            String normal = ecosystem.normal(line.name);
            names.add(normal);
            if (ecosystem == Ecosystem.NPM && normal.startsWith("@")) {
                names.add(normal.substring(0, normal.indexOf('/') + 1));
            }
        }
        String file = ecosystem.name().toLowerCase(java.util.Locale.ROOT) + ".bloom";
        try (OutputStream out =
                new java.io.BufferedOutputStream(Files.newOutputStream(RESOURCES.resolve("known/" + file)))) {
            KnownNames.of(day, least, names).write(out);
        }
    }
}
