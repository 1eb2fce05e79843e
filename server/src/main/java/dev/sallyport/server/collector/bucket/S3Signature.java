package dev.sallyport.server.collector.bucket;

import dev.sallyport.ledger.encoding.Hex;
import dev.sallyport.ledger.encoding.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Locale;
import java.util.SortedMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** How S3 has a request signed: AWS Signature Version 4, in the field {@code Authorization} (Amazon S3 API Reference). Pure. */
final class S3Signature {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final String ALGORITHM = "AWS4-HMAC-SHA256";
    private static final int DATE_CHARS = 8;

    private S3Signature() {}

    /** The time as the field {@code x-amz-date} has it. */
    static String time(long millis) {
        return TIME.format(Instant.ofEpochMilli(millis));
    }

    /**
     * The field {@code Authorization}.
     *
     * @param region such as {@code eu-central-1}
     * @param path encoded, beginning with a slash
     * @param query encoded parameters, each with its equals sign, joined by ampersands; empty for none
     * @param headers every signed field by its lower-case name, {@code x-amz-date} and {@code x-amz-content-sha256} among them
     */
    static String authorization(
            AccessKey key, String region, String method, String path, String query, SortedMap<String, String> headers) {
        String time = String.valueOf(headers.get("x-amz-date"));
        String scope = time.substring(0, DATE_CHARS) + "/" + region + "/s3/aws4_request";
        String names = String.join(";", headers.keySet());
        String fields = headers.entrySet().stream()
                .map(h -> h.getKey() + ":" + h.getValue().strip() + "\n")
                .collect(Collectors.joining());
        String request = String.join(
                "\n", method, path, sorted(query), fields, names, String.valueOf(headers.get("x-amz-content-sha256")));
        String text = String.join("\n", ALGORITHM, time, scope, Hex.of(Sha256.of(utf8(request))));
        byte[] signing = utf8("AWS4" + key.secret());
        for (String part : scope.split("/")) {
            signing = mac(signing, part);
        }
        return ALGORITHM + " Credential=" + key.id() + "/" + scope + ",SignedHeaders=" + names + ",Signature="
                + Hex.of(mac(signing, text));
    }

    private static String sorted(String query) {
        return Arrays.stream(query.split("&")).sorted().collect(Collectors.joining("&"));
    }

    private static byte[] mac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(utf8(text));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
