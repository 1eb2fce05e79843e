package dev.sallyport.server.collector.bucket;

import com.sun.net.httpserver.HttpExchange;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Checks a request's signature as a store does, from what arrived and nothing else; written apart from what signs. */
final class Sigv4Check {
    private static final Pattern FIELD = Pattern.compile(
            "AWS4-HMAC-SHA256 Credential=([^/]+)/(\\d{8})/([^/]+)/s3/aws4_request,SignedHeaders=([a-z0-9;-]+),Signature=([0-9a-f]{64})");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT);

    private final InstantSource clock;
    private final String region;
    private final String id;
    private final String secret;

    Sigv4Check(InstantSource clock, String region, String id, String secret) {
        this.clock = clock;
        this.region = region;
        this.id = id;
        this.secret = secret;
    }

    static String field(HttpExchange exchange, String name) {
        List<String> values = exchange.getRequestHeaders().get(name);
        return values == null ? "" : String.join(",", values).strip();
    }

    static byte[] hash(String algorithm, byte[] bytes) {
        try {
            return MessageDigest.getInstance(algorithm).digest(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The code of what is wrong with it. */
    Optional<String> fault(HttpExchange exchange, byte[] body) {
        Matcher said = FIELD.matcher(field(exchange, "authorization"));
        if (!said.matches() || !said.group(1).equals(id)) {
            return Optional.of("InvalidAccessKeyId");
        }
        String time = field(exchange, "x-amz-date");
        Instant at = LocalDateTime.parse(time, TIME).toInstant(ZoneOffset.UTC);
        if (Duration.between(at, clock.instant()).abs().compareTo(Duration.ofMinutes(15)) > 0
                || !time.startsWith(said.group(2))) {
            return Optional.of("RequestTimeTooSkewed");
        }
        if (!said.group(3).equals(region)) {
            return Optional.of("AuthorizationHeaderMalformed");
        }
        String digest = HexFormat.of().formatHex(hash("SHA-256", body));
        if (!digest.equals(field(exchange, "x-amz-content-sha256"))) {
            return Optional.of("XAmzContentSHA256Mismatch");
        }
        List<String> names = List.of(said.group(4).split(";"));
        boolean allSigned = names.contains("host")
                && exchange.getRequestHeaders().keySet().stream()
                        .map(name -> name.toLowerCase(Locale.ROOT))
                        .filter(name -> name.startsWith("x-amz-") || name.equals("content-md5"))
                        .allMatch(names::contains);
        if (!allSigned || !names.equals(names.stream().sorted().toList())) {
            return Optional.of("AccessDeniedUnsignedHeaders");
        }
        String expected = signature(exchange, names, time, said.group(2), digest);
        return expected.equals(said.group(5)) ? Optional.empty() : Optional.of("SignatureDoesNotMatch");
    }

    private String signature(HttpExchange exchange, List<String> names, String time, String day, String digest) {
        StringBuilder canonical = new StringBuilder(exchange.getRequestMethod())
                .append('\n')
                .append(exchange.getRequestURI().getRawPath())
                .append('\n');
        String query = exchange.getRequestURI().getRawQuery();
        canonical.append(
                query == null ? "" : Arrays.stream(query.split("&")).sorted().collect(Collectors.joining("&")));
        canonical.append('\n');
        names.forEach(name ->
                canonical.append(name).append(':').append(field(exchange, name)).append('\n'));
        canonical.append('\n').append(String.join(";", names)).append('\n').append(digest);
        byte[] request = canonical.toString().getBytes(StandardCharsets.UTF_8);
        String text = "AWS4-HMAC-SHA256\n" + time + "\n" + day + "/" + region + "/s3/aws4_request\n"
                + HexFormat.of().formatHex(hash("SHA-256", request));
        byte[] dated = hmac(("AWS4" + secret).getBytes(StandardCharsets.UTF_8), day);
        byte[] key = hmac(hmac(hmac(dated, region), "s3"), "aws4_request");
        return HexFormat.of().formatHex(hmac(key, text));
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
