package dev.sallyport.cli.shield;

import dev.sallyport.cli.remote.Gateway;
import dev.sallyport.cli.terminal.Complaint;
import dev.sallyport.cli.terminal.Exit;
import dev.sallyport.server.telemetry.Endpoint;
import dev.sallyport.server.telemetry.Wire;
import dev.sallyport.shield.ShieldVersion;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where released shields are fetched: over TLS, or from this machine. What comes is signed, so nobody on the way can change it; TLS keeps from them which
 * shields an install takes. Redirects are not followed.
 *
 * @param at scheme, host and port
 * @param pins SHA-256 of public keys that its certificate may have; empty to have it trusted as the machine trusts others
 */
record Distributor(URI at, List<String> pins) {
    /** A manifest of a megabyte, and what an answer's head may take. */
    private static final int MOST_BYTES = (1 << 20) + (1 << 14);

    Distributor {
        pins = List.copyOf(pins);
    }

    /**
     * The one at that address.
     *
     * @throws Complaint {@code distributor_insecure}, {@code bad_pin}, {@code not_a_gateway}
     */
    static Distributor of(String address, List<String> pins) {
        URI at = URI.create(address);
        boolean isHere = List.of("127.0.0.1", "localhost", "[::1]").contains(String.valueOf(at.getHost()));
        if (!"https".equals(at.getScheme()) && !isHere) {
            throw Complaint.usage(
                    "distributor_insecure", "shield install: fetch over https:// from anywhere but this machine");
        }
        if (!pins.stream().allMatch(pin -> pin.matches("[0-9a-f]{64}"))) {
            throw Complaint.usage(
                    "bad_pin", "shield install: --pin takes 64 hex digits, as `sallyport collector` prints them");
        }
        new Gateway(at, Optional.empty()); // refuses what has a path
        return new Distributor(at, pins);
    }

    /** The signed note of a version. */
    byte[] note(ShieldVersion shield) {
        return get("/shields/" + shield.name() + "/" + shield.version());
    }

    /** What it names by hash. */
    byte[] manifest(ShieldVersion shield) {
        return get("/shields/" + shield.name() + "/" + shield.version() + "/manifest");
    }

    private byte[] get(String path) {
        if (pins.isEmpty()) {
            return new Gateway(at, Optional.empty()).get(path).orComplain().body();
        }
        try {
            Endpoint endpoint = new Endpoint(at, addresses(), pins);
            Wire.Answer answer = new Wire(endpoint, MOST_BYTES).exchange(endpoint.get(path));
            if (!answer.isGood()) {
                throw new Complaint(
                        Exit.NO,
                        "http_" + answer.status(),
                        "shield install: the distributor answered " + answer.status());
            }
            return answer.body();
        } catch (IOException e) {
            throw Complaint.cannotDecide(
                    "distributor_unreachable", "shield install: no answer from " + at + ": " + e.getMessage());
        }
    }

    private List<String> addresses() throws UnknownHostException {
        List<String> addresses = new ArrayList<>();
        for (InetAddress address : InetAddress.getAllByName(at.getHost())) {
            addresses.add(address.getHostAddress());
        }
        return addresses;
    }
}
