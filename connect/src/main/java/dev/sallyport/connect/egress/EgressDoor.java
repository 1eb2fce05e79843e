package dev.sallyport.connect.egress;

import dev.sallyport.connect.broker.Scrubber;
import dev.sallyport.connect.broker.SecretUnavailable;
import dev.sallyport.connect.egress.rule.EgressRule;
import dev.sallyport.connect.egress.wire.EgressTarget;
import dev.sallyport.gate.Decided;
import dev.sallyport.gate.Outcome;
import dev.sallyport.gate.decision.ReasonCode;
import dev.sallyport.gate.identity.SessionId;
import dev.sallyport.gate.registry.Agent;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The gate as the proxy sees it. Thread-safe; calls may block. */
public interface EgressDoor {
    /** An agent that showed its token, and the session it says it is in. */
    record Caller(Agent agent, SessionId session) {}

    /** What may happen to a connection. */
    sealed interface Ruling {
        /** It may be made, to one of these addresses and no other. */
        record Pass(Caller caller, EgressTarget target, List<InetAddress> addresses, EgressRule rule, Decided decided)
                implements Ruling {
            public Pass {
                addresses = List.copyOf(addresses);
            }
        }

        /**
         * It must not.
         *
         * @param status of the HTTP answer
         * @param receipt that attests it, where it was recorded
         */
        record Stop(int status, String code, String why, Optional<String> receipt) implements Ruling {}
    }

    /** Whose token that is; empty if nobody's any more. */
    Optional<Agent> admit(String token);

    /** Judges and records. */
    Ruling judge(Caller caller, EgressTarget target);

    /** Whether the TLS in that tunnel ends at the gateway. */
    default boolean opens(Ruling.Pass tunnel) {
        return false;
    }

    /**
     * Judges and records a request inside an opened tunnel; it may go where the tunnel might have gone.
     *
     * @param target the same host and port, with the request's path
     */
    Ruling judgeInside(Ruling.Pass tunnel, EgressTarget target, String method);

    /**
     * What is added to a released request, resolved now.
     *
     * @param fields by lower-case name
     * @param scrubber takes what was resolved out of the answer; empty if nothing was
     */
    record Supply(Map<String, String> fields, Optional<Scrubber> scrubber) {
        @Override
        public String toString() {
            return "Supply[...]";
        }
    }

    /**
     * Resolves what the rule adds; asked after the record and before the dial.
     *
     * @throws SecretUnavailable if something can't be had: then nothing is sent
     */
    Supply supply(Ruling.Pass pass) throws SecretUnavailable;

    /** Whether what a client sends holds a credential that only the gateway should have; such a one is told. */
    boolean holdsOurs(Caller caller, String text);

    /** Records that a connection that was allowed turned out to be another one. */
    void turnedOut(Ruling.Pass pass, ReasonCode why);

    /** Whether nothing the release relied on has moved. */
    boolean stands(Ruling.Pass pass);

    /** Records what became of a connection, once. */
    void ended(Ruling.Pass pass, Outcome.Status status);

    /** Tells of somebody who was refused before there was anything to judge. */
    void turnedAway(Optional<Caller> caller, String code);
}
