package dev.sallyport.server.wiring;

import dev.sallyport.connect.egress.EgressProxy;
import dev.sallyport.connect.egress.GateEgress;
import dev.sallyport.connect.egress.HostCertificates;
import dev.sallyport.connect.egress.Machine;
import dev.sallyport.connect.egress.Reporting;
import dev.sallyport.server.auth.Credentials;
import dev.sallyport.server.authority.LeafCertificates;
import dev.sallyport.server.config.Settings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Optional;
import javax.net.ssl.SSLSocketFactory;

/** Starts the egress proxy of a gateway. */
final class EgressHost {
    private EgressHost() {}

    /** The running proxy, if the configuration has one. */
    static Optional<EgressProxy> start(Core core, House house, URI api, DataDirectory data) {
        return house.settings()
                .outward()
                .egress()
                .map(egress -> start(core, house, api, egress, certificates(house, egress, data)));
    }

    /** Whether that configuration opens tunnels. */
    static boolean opens(Settings settings) {
        return settings.outward().egress().filter(e -> e.rules().openAny()).isPresent();
    }

    private static HostCertificates certificates(House house, Settings.Egress egress, DataDirectory data) {
        if (!egress.rules().openAny()) {
            return HostCertificates.NONE;
        }
        SecureRandom random = house.sources().random();
        try {
            return new LeafCertificates(
                    EgressKeys.open(data, random, house.sources().clock().millis()),
                    random,
                    house.sources().clock());
        } catch (GeneralSecurityException e) {
            throw new StartRefused("keys_unusable", "this Java makes no keys for opened tunnels", e);
        }
    }

    private static EgressProxy start(
            Core core, House house, URI api, Settings.Egress egress, HostCertificates certificates) {
        GateEgress door = new GateEgress(new GateEgress.Parts(
                core.gate(),
                egress.rules(),
                new SystemResolver(),
                token -> house.journal().registry().agentByToken(Credentials.hash(token)),
                new ThisMachine(api.getPort()),
                core.broker(),
                new Reporting(core.reaching().bell(), house.sources().clock(), Install.DEFAULT_TENANT)));
        InetSocketAddress address =
                new InetSocketAddress(egress.listen().host(), egress.listen().port());
        try {
            return EgressProxy.start(
                    address,
                    door,
                    egress.limits(),
                    house.sources().ticker(),
                    new EgressProxy.Sides((SSLSocketFactory) SSLSocketFactory.getDefault(), certificates));
        } catch (IOException e) {
            throw new StartRefused("listen_failed", String.valueOf(e.getMessage()), e);
        }
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
