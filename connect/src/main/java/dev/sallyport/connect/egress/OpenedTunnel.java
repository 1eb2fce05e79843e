package dev.sallyport.connect.egress;

import dev.sallyport.connect.egress.EgressDoor.Ruling;
import dev.sallyport.connect.egress.wire.Deadlined;
import dev.sallyport.connect.egress.wire.EgressTarget;
import dev.sallyport.connect.egress.wire.Greeting;
import dev.sallyport.connect.egress.wire.Head;
import dev.sallyport.connect.egress.wire.HeadReader;
import dev.sallyport.connect.egress.wire.WireBroken;
import dev.sallyport.gate.Outcome;
import dev.sallyport.gate.decision.ReasonCode;
import java.io.IOException;
import java.net.Socket;
import java.util.Optional;
import javax.net.ssl.SSLSocket;

/**
 * A tunnel whose TLS ends here: the client is shown a certificate of the install for the host it asked for, and the one request inside is
 * judged like any other before anything is dialled. A client that takes only the host's own certificate, or speaks another protocol than
 * HTTP/1.1, is cut off. Confined to its thread.
 */
final class OpenedTunnel {
    private final EgressProxy proxy;
    private final Socket client;
    private final Ruling.Pass tunnel;

    OpenedTunnel(EgressProxy proxy, Socket client, Ruling.Pass tunnel) {
        this.proxy = proxy;
        this.client = client;
        this.tunnel = tunnel;
    }

    void run() throws IOException {
        Optional<SSLSocket> opened = Optional.empty();
        try {
            ProxyReply.established(client);
            opened = GreetingCheck.read(proxy, client, tunnel).flatMap(this::opened);
        } finally {
            // Nothing was dialled for the tunnel itself; what is dialled for the request inside has an outcome of its
            // own.
            proxy.door().ended(tunnel, opened.isPresent() ? Outcome.Status.SUCCEEDED : Outcome.Status.NOT_STARTED);
        }
        if (opened.isPresent()) {
            try (SSLSocket inside = opened.get()) {
                request(inside);
            }
        }
    }

    private Optional<SSLSocket> opened(Greeting greeting) {
        try {
            return Optional.of(
                    proxy.opened(client, greeting.bytes(), tunnel.target().host()));
        } catch (IOException notTaken) {
            proxy.door().turnedOut(tunnel, ReasonCode.EGRESS_NOT_OPENED);
            return Optional.empty();
        }
    }

    private void request(SSLSocket inside) throws IOException {
        try {
            Optional<Head> head =
                    HeadReader.read(new Deadlined(inside, proxy.limits().headMillis(), proxy.ticker()));
            if (head.isPresent()) {
                judged(inside, head.get());
            }
        } catch (WireBroken broken) {
            proxy.door().turnedAway(Optional.of(tunnel.caller()), "egress_malformed");
            String why = String.valueOf(broken.getMessage());
            ProxyReply.refuse(inside, new Ruling.Stop(400, "egress_malformed", why, Optional.empty()));
        }
    }

    private void judged(SSLSocket inside, Head head) throws IOException, WireBroken {
        EgressTarget target = tunnel.target().inside(head);
        Forwarded forwarded = Forwarded.of(head, target);
        if (proxy.door().holdsOurs(tunnel.caller(), forwarded.said())) {
            ProxyReply.refuse(inside, EgressConnection.holdsOurs());
            return;
        }
        switch (proxy.door().judgeInside(tunnel, target, head.method())) {
            case Ruling.Stop stop -> ProxyReply.refuse(inside, stop);
            case Ruling.Pass pass -> new Forwarding(proxy, inside).send(pass, forwarded);
        }
    }
}
