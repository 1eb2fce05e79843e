package dev.sallyport.connect.egress;

import dev.sallyport.connect.broker.SecretUnavailable;
import dev.sallyport.connect.egress.EgressDoor.Caller;
import dev.sallyport.connect.egress.EgressDoor.Ruling;
import dev.sallyport.connect.egress.EgressDoor.Supply;
import dev.sallyport.connect.egress.rule.EgressRule.Lift;
import dev.sallyport.connect.egress.wire.Deadlined;
import dev.sallyport.connect.egress.wire.EgressTarget;
import dev.sallyport.connect.egress.wire.Greeting;
import dev.sallyport.connect.egress.wire.Head;
import dev.sallyport.connect.egress.wire.HeadReader;
import dev.sallyport.connect.egress.wire.WireBroken;
import dev.sallyport.gate.Outcome;
import dev.sallyport.gate.decision.ReasonCode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

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
                String why = "the request holds a credential that only the gateway has; it was not sent";
                ProxyReply.refuse(client, new Ruling.Stop(403, "credential_of_broker", why, Optional.empty()));
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
        Supply supply;
        try {
            supply = proxy.door().supply(pass);
        } catch (SecretUnavailable e) {
            proxy.door().ended(pass, Outcome.Status.NOT_STARTED);
            proxy.door().turnedAway(Optional.of(pass.caller()), "secret_unresolvable");
            String why = String.valueOf(e.getMessage());
            ProxyReply.refuse(client, new Ruling.Stop(502, "secret_unresolvable", why, Optional.empty()));
            return;
        }
        Socket server = dial(pass);
        if (server == null) {
            proxy.door().ended(pass, Outcome.Status.NOT_STARTED);
            String why = "none of the judged addresses answered";
            ProxyReply.refuse(client, new Ruling.Stop(502, "egress_unreachable", why, Optional.empty()));
            return;
        }
        Relay relay = new Relay(client, server, proxy.limits().idleMillis(), proxy.ticker());
        proxy.opened(relay, pass);
        try {
            if (forwarded.isTunnel()) {
                tunnel(pass, server, relay);
            } else {
                forward(pass, forwarded, supply, server, relay);
            }
        } finally {
            proxy.closed(relay);
            relay.close();
        }
    }

    /** Only the judged addresses, in their order. The name is not looked up again. */
    private @Nullable Socket dial(Ruling.Pass pass) {
        for (InetAddress address : pass.addresses()) {
            if (!proxy.door().stands(pass)) {
                return null;
            }
            Socket server = new Socket();
            try {
                server.connect(
                        new InetSocketAddress(address, pass.target().port()),
                        proxy.limits().dialMillis());
                server.setTcpNoDelay(true);
                return server;
            } catch (IOException silent) {
                closeQuietly(server);
            }
        }
        return null;
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException gone) {
            // It is closed either way.
        }
    }

    private void tunnel(Ruling.Pass pass, Socket server, Relay relay) throws IOException {
        Outcome.Status status = Outcome.Status.NOT_STARTED;
        try {
            ProxyReply.established(client);
            if (!pass.rule().lifts().contains(Lift.ANY_PROTOCOL)) {
                Optional<Greeting> greeting = greeting(pass);
                if (greeting.isEmpty()) {
                    return;
                }
                status = Outcome.Status.SUCCEEDED;
                server.getOutputStream().write(greeting.get().bytes());
            }
            status = Outcome.Status.SUCCEEDED;
            relay.bothWays();
        } finally {
            proxy.door().ended(pass, status);
        }
    }

    /** The greeting, if it is one for the host that was judged; else why not is recorded. */
    private Optional<Greeting> greeting(Ruling.Pass pass) {
        try {
            Deadlined fresh = new Deadlined(client, proxy.limits().headMillis(), proxy.ticker());
            Greeting greeting = Greeting.read(fresh);
            Optional<ReasonCode> other = GreetingCheck.fault(pass, greeting.hello());
            if (other.isEmpty()) {
                return Optional.of(greeting);
            }
            proxy.door().turnedOut(pass, other.get());
        } catch (IOException | WireBroken noGreeting) {
            proxy.door().turnedOut(pass, ReasonCode.EGRESS_NOT_TLS);
        }
        return Optional.empty();
    }

    /** The connection to send on; nothing if it had to be under TLS and nobody trusted answered. */
    private @Nullable Socket secured(Ruling.Pass pass, Socket plain) throws IOException {
        if (!pass.rule().supplied().tls()) {
            return plain;
        }
        try {
            plain.setSoTimeout(proxy.limits().headMillis());
            return proxy.secured(plain, pass.target().host(), pass.target().port());
        } catch (SSLException untrusted) {
            String why = "the host's certificate is not one for its name, or nobody trusted signed it";
            ProxyReply.refuse(client, new Ruling.Stop(502, "egress_untrusted", why, Optional.empty()));
            return null;
        }
    }

    private void forward(Ruling.Pass pass, Forwarded forwarded, Supply supply, Socket plain, Relay relay)
            throws IOException {
        Outcome.Status status = Outcome.Status.FAILED;
        try {
            Socket server = secured(pass, plain);
            if (server == null) {
                status = Outcome.Status.NOT_STARTED;
                return;
            }
            OutputStream out = server.getOutputStream();
            String head = forwarded.with(supply, pass.rule().supplied().tls());
            out.write(head.getBytes(StandardCharsets.ISO_8859_1));
            client.setSoTimeout(proxy.limits().idleMillis());
            forwarded.body().copy(client.getInputStream(), out);
            out.flush();
            relay.backOnly(server.getInputStream(), supply.scrubber());
            status = Outcome.Status.SUCCEEDED;
        } catch (WireBroken broken) {
            ProxyReply.refuse(client, new Ruling.Stop(400, "egress_malformed", message(broken), Optional.empty()));
        } finally {
            proxy.door().ended(pass, status);
        }
    }
}
