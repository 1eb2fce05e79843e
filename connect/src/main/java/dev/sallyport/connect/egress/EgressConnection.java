package dev.sallyport.connect.egress;

import dev.sallyport.connect.egress.EgressDoor.Caller;
import dev.sallyport.connect.egress.EgressDoor.Ruling;
import dev.sallyport.connect.egress.wire.Deadlined;
import dev.sallyport.connect.egress.wire.EgressTarget;
import dev.sallyport.connect.egress.wire.Head;
import dev.sallyport.connect.egress.wire.HeadReader;
import dev.sallyport.connect.egress.wire.WireBroken;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.util.Optional;

/**
 * One connection of a client: one request, one judgement, one dial. What is read before the judgement is bounded in length and time. Confined
 * to its thread.
 */
final class EgressConnection {
    private final EgressProxy proxy;
    private final Socket client;
    private final InputStream in;

    EgressConnection(EgressProxy proxy, Socket client) throws IOException {
        this.proxy = proxy;
        this.client = client;
        // Not buffered past the head: what follows a CONNECT is read record by record.
        this.in = new Deadlined(client, proxy.limits().headMillis(), proxy.ticker());
    }

    void run() throws IOException {
        Optional<Caller> caller = Optional.empty();
        try {
            Optional<Head> head = HeadReader.read(in);
            if (head.isEmpty()) {
                return;
            }
            caller = ProxyCredential.caller(head.get(), proxy.door());
            if (caller.isEmpty()) {
                proxy.door().turnedAway(caller, "credential_unknown");
                ProxyReply.unauthenticated(client);
                return;
            }
            admitted(caller.get(), head.get());
        } catch (WireBroken broken) {
            proxy.door().turnedAway(caller, "egress_malformed");
            ProxyReply.refuse(client, new Ruling.Stop(400, "egress_malformed", message(broken), Optional.empty()));
        }
    }

    /** What a client hears that holds what only the gateway should have. */
    static Ruling.Stop holdsOurs() {
        String why = "the request holds a credential that only the gateway has; it was not sent";
        return new Ruling.Stop(403, "credential_of_broker", why, Optional.empty());
    }

    private static String message(WireBroken broken) {
        return String.valueOf(broken.getMessage());
    }

    private void admitted(Caller caller, Head head) throws IOException, WireBroken {
        String agent =
                caller.agent().tenant().value() + "/" + caller.agent().id().value();
        if (!proxy.enter(agent)) {
            proxy.door().turnedAway(Optional.of(caller), "egress_full");
            String why = "this agent has " + proxy.limits().perAgent() + " connections open; close some";
            ProxyReply.refuse(client, new Ruling.Stop(429, "egress_full", why, Optional.empty()));
            return;
        }
        try {
            Forwarded forwarded = Forwarded.of(head, EgressTarget.of(head));
            if (proxy.door().holdsOurs(caller, forwarded.said())) {
                ProxyReply.refuse(client, holdsOurs());
                return;
            }
            switch (proxy.door().judge(caller, forwarded.target())) {
                case Ruling.Stop stop -> ProxyReply.refuse(client, stop);
                case Ruling.Pass pass -> passed(pass, forwarded);
            }
        } finally {
            proxy.leave(agent);
        }
    }

    private void passed(Ruling.Pass pass, Forwarded forwarded) throws IOException {
        if (proxy.door().opens(pass)) {
            new OpenedTunnel(proxy, client, pass).run();
        } else {
            new Forwarding(proxy, client).send(pass, forwarded);
        }
    }
}
