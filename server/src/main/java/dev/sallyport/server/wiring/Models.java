package dev.sallyport.server.wiring;

import dev.sallyport.connect.broker.TokenBroker;
import dev.sallyport.connect.model.ModelDoor;
import dev.sallyport.connect.model.ModelGuard;
import dev.sallyport.connect.model.ModelLimits;
import dev.sallyport.connect.model.ModelProxy;
import dev.sallyport.connect.proposal.Proposals;
import dev.sallyport.gate.Gate;
import dev.sallyport.gate.event.EventSink;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the model proxy of a gateway, and the broker that it shares with the egress proxy. */
final class Models {
    private static final Logger LOG = LoggerFactory.getLogger(Models.class);

    private Models() {}

    /** A broker, with every secret asked for once: what is missing is said at the start and not first when it is needed. */
    static TokenBroker broker(House house, EventSink events) {
        TokenBroker broker = new TokenBroker(
                house.settings().outward().secrets(),
                events,
                house.sources().clock(),
                house.sources().ticker());
        broker.missing(Install.DEFAULT_TENANT)
                .forEach((name, why) -> LOG.warn("{}; whatever needs it is refused", why));
        return broker;
    }

    static ModelProxy proxy(
            House house, Gate gate, TokenBroker broker, Optional<ModelGuard> guard, ModelLimits.Patience patience) {
        Proposals proposals = new Proposals(
                gate, house.journal(), house.records(), house.sources().clock());
        ModelDoor door = new ModelDoor(
                new ModelDoor.Parts(gate, proposals, house.settings().outward().models(), broker, guard));
        return new ModelProxy(door, patience, house.sources().ticker());
    }
}
