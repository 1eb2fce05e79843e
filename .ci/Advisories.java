import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Asks an OSV service whether an advisory names a component of a CycloneDX bill of materials.
 *
 * <p>Usage: {@code java Advisories.java BOM.xml URL}. Ends with 0 when none does, with 1 when one does, with 4 when the service
 * gives no usable answer: no answer is not "no advisory".
 */
class Advisories {

    private static final Pattern PURL = Pattern.compile("<purl>(pkg:maven/[^<?]+)[^<]*</purl>");
    private static final Pattern VULNERABILITY = Pattern.compile("\"id\"\\s*:\\s*\"([A-Za-z0-9-]+)\"");

    public static void main(String[] args) throws InterruptedException {
        try {
            List<String> purls = PURL.matcher(Files.readString(Path.of(args[0]))).results()
                    .map(match -> match.group(1))
                    .filter(purl -> !purl.startsWith("pkg:maven/dev.sallyport/"))
                    .distinct()
                    .sorted()
                    .toList();
            String answer = ask(URI.create(args[1]), purls);
            SortedSet<String> ids = VULNERABILITY.matcher(answer).results()
                    .map((MatchResult match) -> match.group(1))
                    .collect(Collectors.toCollection(TreeSet::new));
            System.out.println("advisories: asked about " + purls.size() + " components, found " + ids);
            System.exit(ids.isEmpty() ? 0 : 1);
        } catch (IOException failed) {
            System.err.println("advisories: no usable answer from " + args[1] + ": " + failed);
            System.exit(4);
        }
    }

    private static String ask(URI service, List<String> purls) throws IOException, InterruptedException {
        String queries = purls.stream()
                .map(purl -> "{\"package\":{\"purl\":\"" + purl + "\"}}")
                .collect(Collectors.joining(",", "{\"queries\":[", "]}"));
        HttpRequest request = HttpRequest.newBuilder(service)
                .timeout(Duration.ofSeconds(30))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(queries))
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() != 200 || !response.body().contains("\"results\"")) {
                throw new IOException("status " + response.statusCode());
            }
            return response.body();
        }
    }
}
