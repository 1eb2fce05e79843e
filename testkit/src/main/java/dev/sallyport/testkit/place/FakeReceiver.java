package dev.sallyport.testkit.place;

import dev.sallyport.gate.form.Fields;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A receiver of Standard Webhooks with OCSF inside. It drops repetitions by {@code webhook-id}. */
public final class FakeReceiver extends FakePlace {
    /** The shared key. */
    public static final byte[] KEY = "0123456789abcdef".repeat(2).getBytes(StandardCharsets.US_ASCII);

    private final Map<String, byte[]> seen = new HashMap<>();
    private final LongSupplier clock;

    /** @param clock milliseconds since the epoch */
    public FakeReceiver(LongSupplier clock) {
        this.clock = clock;
    }

    @Override
    protected Answered judge(Asked asked) {
        String id = asked.field("webhook-id");
        String time = asked.field("webhook-timestamp");
        need(id.matches("[!-~]{1,255}") && id.indexOf('.') < 0, "webhook-id");
        need(Math.abs(Long.parseLong(time) - clock.getAsLong() / 1000) <= 300, "webhook-timestamp");
        need(asked.field("webhook-signature").equals("v1," + sign(id, time, asked.body())), "webhook-signature");
        need(asked.field("content-type").equals("application/json"), "content-type");
        Fields f = body(asked);
        need(f.integer("class_uid") == 2005 && f.integer("type_uid") / 100 == 2005, "class");
        byte[] before = seen.putIfAbsent(id, asked.body());
        need(before == null || Arrays.equals(before, asked.body()), "the same id with another body");
        if (before == null) {
            show(id);
        }
        return Answered.of(204);
    }

    private static String sign(String id, String time, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(KEY, "HmacSHA256"));
            mac.update((id + "." + time + ".").getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
