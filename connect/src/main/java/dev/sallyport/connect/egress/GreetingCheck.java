package dev.sallyport.connect.egress;

import dev.sallyport.connect.egress.EgressDoor.Ruling;
import dev.sallyport.connect.egress.rule.EgressRule.Lift;
import dev.sallyport.connect.egress.wire.ClientHello;
import dev.sallyport.connect.egress.wire.Deadlined;
import dev.sallyport.connect.egress.wire.Greeting;
import dev.sallyport.connect.egress.wire.WireBroken;
import dev.sallyport.gate.decision.ReasonCode;
import dev.sallyport.text.host.AddressText;
import java.io.IOException;
import java.net.Socket;
import java.util.Optional;

/** Whether a TLS greeting is one for the host that was judged. */
final class GreetingCheck {
    private GreetingCheck() {}

    /** The client's greeting in that tunnel, if it is one for the host that was judged; else why not is recorded. */
    static Optional<Greeting> read(EgressProxy proxy, Socket client, Ruling.Pass pass) {
        try {
            Deadlined fresh = new Deadlined(client, proxy.limits().headMillis(), proxy.ticker());
            Greeting greeting = Greeting.read(fresh);
            Optional<ReasonCode> other = fault(pass, greeting.hello());
            if (other.isEmpty()) {
                return Optional.of(greeting);
            }
            proxy.door().turnedOut(pass, other.get());
        } catch (IOException | WireBroken noGreeting) {
            proxy.door().turnedOut(pass, ReasonCode.EGRESS_NOT_TLS);
        }
        return Optional.empty();
    }

    /** Why it is not, if so. */
    static Optional<ReasonCode> fault(Ruling.Pass pass, ClientHello hello) {
        if (hello.encrypted() && !pass.rule().lifts().contains(Lift.NAME_ENCRYPTED)) {
            return Optional.of(ReasonCode.EGRESS_NAME_DIFFERS);
        }
        if (hello.serverName().isEmpty()) {
            // An address is never named in a greeting (RFC 6066, section 3).
            boolean address = !(pass.target().address() instanceof AddressText.Name);
            boolean lifted = address || pass.rule().lifts().contains(Lift.NAME_ABSENT);
            return lifted ? Optional.empty() : Optional.of(ReasonCode.EGRESS_NAME_DIFFERS);
        }
        return hello.serverName().get().equals(pass.target().host())
                ? Optional.empty()
                : Optional.of(ReasonCode.EGRESS_NAME_DIFFERS);
    }
}
