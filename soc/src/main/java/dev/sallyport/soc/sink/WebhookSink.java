package dev.sallyport.soc.sink;

import dev.sallyport.soc.export.JsonBody;
import dev.sallyport.soc.export.Maker;
import dev.sallyport.soc.export.Ocsf;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;

/**
 * Any receiver of OCSF, signed as Standard Webhooks 1.0 signs: {@code v1,base64(HMAC-SHA256(secret, id.timestamp.body))}. Repetitions
 * are dropped there by {@code webhook-id}, and have the same bytes.
 */
public final class WebhookSink implements Sink {
    private final URI url;
    private final Signer signer;
    private final Maker maker;

    /** Signs bytes under a key it keeps. */
    @FunctionalInterface
    public interface Signer {
        /** HMAC-SHA256 of those bytes. */
        byte[] sign(byte[] bytes);
    }

    /** A receiver at that address. */
    public WebhookSink(URI url, Signer signer, Maker maker) {
        this.url = url;
        this.signer = signer;
        this.maker = maker;
    }

    @Override
    public Outcome tell(Told told, Line line) throws IOException {
        byte[] body = JsonBody.of(Ocsf.incident(told.notice(), maker));
        String time = Long.toString(told.nowMillis() / 1000);
        String head = told.key() + "." + time + ".";
        byte[] signed = (head + new String(body, StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8);
        Heard heard = line.ask(new Ask(
                Ask.Method.POST,
                url,
                Map.of(
                        "Content-Type",
                        "application/json",
                        "webhook-id",
                        told.key(),
                        "webhook-timestamp",
                        time,
                        "webhook-signature",
                        "v1," + Base64.getEncoder().encodeToString(signer.sign(signed))),
                body));
        return heard.isOk() ? Outcome.taken(told.key()) : Outcome.of(heard);
    }
}
