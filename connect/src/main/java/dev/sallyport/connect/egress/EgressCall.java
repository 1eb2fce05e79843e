package dev.sallyport.connect.egress;

import dev.sallyport.action.Action;
import dev.sallyport.action.canonical.CanonicalForm;
import dev.sallyport.action.canonical.Scheme;
import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.connect.egress.EgressDoor.Caller;
import dev.sallyport.connect.egress.GateEgress.Looked;
import dev.sallyport.connect.egress.rule.EgressRule;
import dev.sallyport.connect.egress.wire.EgressTarget;
import dev.sallyport.gate.Call;
import dev.sallyport.gate.facts.Door;
import java.util.List;
import java.util.Optional;

/** Connections, and requests inside opened ones, as the gate judges them. */
final class EgressCall {
    /** The member that tells a request's method. */
    static final String METHOD = "method";

    private EgressCall() {}

    /** Connects there. */
    static Call connect(Caller caller, EgressTarget target, Looked looked) {
        return call(caller, GateEgress.ACTION, place(target), where(target).build(), looked);
    }

    /** Asks that there. Its resource is the address without what follows a question mark. */
    static Call request(Caller caller, EgressTarget target, String method, Looked looked) {
        JsonObject parameters =
                where(target).put(METHOD, method).put("path", target.path()).build();
        String resource = place(target) + target.path().split("\\?", 2)[0];
        return call(caller, GateEgress.REQUEST, resource, parameters, looked);
    }

    private static JsonObject.Builder where(EgressTarget target) {
        return JsonObject.builder()
                .put("host", target.host())
                .put("port", target.port())
                .put("scheme", target.scheme());
    }

    private static String place(EgressTarget target) {
        return target.scheme() + "://" + target.host() + ":" + target.port();
    }

    private static Call call(Caller caller, String action, String resource, JsonObject parameters, Looked looked) {
        List<Json> addresses = looked.addresses().stream()
                .<Json>map(a -> new JsonString(a.getHostAddress()))
                .toList();
        JsonObject beside =
                JsonObject.builder().put("addresses", new JsonArray(addresses)).build();
        JsonObject dialled = JsonObject.builder()
                .put("addresses", new JsonArray(addresses))
                .put("egress", parameters)
                .build();
        return new Call(
                        caller.agent().tenant(),
                        caller.agent().id(),
                        Door.EGRESS,
                        GateEgress.TOOL,
                        new Action(GateEgress.TOOL, action, resource, true, parameters),
                        caller.session(),
                        false,
                        Optional.empty(),
                        false,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(new Call.Dispatch(CanonicalForm.of(dialled, Scheme.SALLYPORT_JCS_2), beside)),
                        Optional.empty(),
                        Optional.empty())
                .screened(new Call.Screened(looked.screen(), looked.rule().flatMap(EgressRule::brings)));
    }
}
