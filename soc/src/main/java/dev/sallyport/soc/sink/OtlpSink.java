package dev.sallyport.soc.sink;

import dev.sallyport.soc.export.JsonBody;
import dev.sallyport.soc.export.Maker;
import dev.sallyport.soc.export.OtlpLog;
import java.io.IOException;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A receiver of OTLP over HTTP, in JSON. 200 may still say that a record was rejected; that is read. */
public final class OtlpSink implements Sink {
    private final URI url;
    private final Optional<Secret> token;
    private final Maker maker;

    /**
     * @param url with the path, usually {@code /v1/logs}
     * @param token sent as a bearer token, if there is one
     */
    public OtlpSink(URI url, Optional<Secret> token, Maker maker) {
        this.url = url;
        this.token = token;
        this.maker = maker;
    }

    @Override
    public Outcome tell(Told told, Line line) throws IOException {
        Map<String, String> fields = new HashMap<>(Map.of("Content-Type", "application/json"));
        token.ifPresent(secret -> fields.put("Authorization", "Bearer " + secret.open()));
        Heard heard = line.ask(new Ask(Ask.Method.POST, url, fields, JsonBody.of(OtlpLog.of(told.notice(), maker))));
        if (!heard.isOk()) {
            return Outcome.of(heard);
        }
        String rejected = Heard.text(heard.json(), "partialSuccess", "rejectedLogRecords");
        return rejected.isEmpty() || rejected.equals("0")
                ? Outcome.taken(told.key())
                : new Outcome.Never("taken with 200, then rejected");
    }
}
