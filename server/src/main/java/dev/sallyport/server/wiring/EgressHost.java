package dev.sallyport.server.wiring;

import dev.sallyport.connect.broker.TokenBroker;
import dev.sallyport.connect.egress.EgressProxy;
import dev.sallyport.connect.egress.GateEgress;
import dev.sallyport.connect.egress.Machine;
import dev.sallyport.connect.egress.Reporting;
import dev.sallyport.server.auth.Credentials;
import dev.sallyport.server.config.Settings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.URI;
import java.util.Optional;
import javax.net.ssl.SSLSocketFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts the egress proxy of a gateway. */
final class EgressHost {
    private static final Logger LOG = LoggerFactory.getLogger(EgressHost.class);

    private EgressHost() {}

    /** The running proxy, if the configuration has one. */
    static Optional<EgressProxy> start(Core core, House house, URI api) {
        return house.settings().outward().egress().map(egress -> start(core, house, api, egress));
    }

    private static EgressProxy start(Core core, House house, URI api, Settings.Egress egress) {
        GateEgress door = new GateEgress(new GateEgress.Parts(
                core.gate(),
                egress.rules(),
                new SystemResolver(),
                token -> house.journal().registry().agentByToken(Credentials.hash(token)),
                new ThisMachine(api.getPort()),
                broker(core, house),
                new Reporting(core.meters(), house.sources().clock(), Install.DEFAULT_TENANT)));
        InetSocketAddress address =
                new InetSocketAddress(egress.listen().host(), egress.listen().port());
        try {
            return EgressProxy.start(
                    address, door, egress.limits(), house.sources().ticker(), (SSLSocketFactory)
                            SSLSocketFactory.getDefault());
        } catch (IOException e) {
            throw new StartRefused("listen_failed", String.valueOf(e.getMessage()), e);
        }
    }

    /** A broker, with every secret asked for once: what is missing is said at the start and not first when it is needed. */
    private static TokenBroker broker(Core core, House house) {
        TokenBroker broker = new TokenBroker(
                house.settings().outward().secrets(),
                core.meters(),
                house.sources().clock(),
                house.sources().ticker());
        broker.missing(Install.DEFAULT_TENANT)
                .forEach((name, why) -> LOG.warn("{}; whatever needs it is refused", why));
        return broker;
    }

    private record ThisMachine(int apiPort) implements Machine {
        @Override
        public boolean isOwn(InetAddress address) {
            try {
                return address.isAnyLocalAddress()
                        || address.isLoopbackAddress()
                        || NetworkInterface.getByInetAddress(address) != null;
            } catch (SocketException unknown) {
                return true; // who can't say that it is elsewhere must take it for here
            }
        }

        @Override
        public boolean isGateway(InetAddress address, int port) {
            return port == apiPort && isOwn(address);
        }
    }
}
