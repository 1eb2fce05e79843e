package dev.sallyport.server.collector;

import dev.sallyport.ledger.encoding.Hex;
import dev.sallyport.ledger.encoding.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.SortedMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs requests as S3 takes them (AWS Signature Version 4, "Authenticating requests: using the Authorization header").
 *
 * @param region such as {@code eu-central-1}
 * @param id the access key's id
 * @param secret the access key
 */
record S3Signature(String region, String id, String secret) {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final String ALGORITHM = "AWS4-HMAC-SHA256";
    private static final int DATE_CHARS = 8;

    /** The time as the field {@code x-amz-date} has it. */
    static String time(long millis) {
        return TIME.format(Instant.ofEpochMilli(millis));
    }

    /**
     * The field {@code Authorization}.
     *
     * @param path encoded, beginning with a slash
     * @param query encoded parameters in order, each with its equals sign, joined by ampersands
     * @param headers every signed field by its lower-case name, {@code x-amz-date} and {@code x-amz-content-sha256} among them
     */
    String authorization(String method, String path, String query, SortedMap<String, String> headers) {
        String time = String.valueOf(headers.get("x-amz-date"));
        String scope = time.substring(0, DATE_CHARS) + "/" + region + "/s3/aws4_request";
        String names = String.join(";", headers.keySet());
        String fields = headers.entrySet().stream()
                .map(h -> h.getKey() + ":" + h.getValue().strip() + "\n")
                .collect(Collectors.joining());
        String request = String.join("\n", method, path, query, fields, names, headers.get("x-amz-content-sha256"));
        String text =
                String.join("\n", ALGORITHM, time, scope, Hex.of(Sha256.of(request.getBytes(StandardCharsets.UTF_8))));
        byte[] key = ("AWS4" + secret).getBytes(StandardCharsets.UTF_8);
        for (String part : scope.split("/")) {
            key = mac(key, part);
        }
        return ALGORITHM + " Credential=" + id + "/" + scope + ",SignedHeaders=" + names + ",Signature="
                + Hex.of(mac(key, text));
    }

    private static byte[] mac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }

    @Override
    public String toString() {
        return "S3Signature[" + region + ", ...]";
    }
}
