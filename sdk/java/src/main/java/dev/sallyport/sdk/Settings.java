package dev.sallyport.sdk;

import dev.sallyport.action.canonical.Scheme;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Which gateway a client speaks to, as whom, and for how long.
 *
 * @param url the gateway's address, such as {@code http://127.0.0.1:7171}; plain http is taken for this machine only, because
 *     the token would be readable on the way
 * @param token the credential; an agent's token for everything that acts
 * @param agent the agent's id or key; needed to authorize
 * @param environment of the agent
 * @param session of the calls; else the gateway takes the agent
 * @param scheme the one the agent is registered with; another one in an answer is a mismatch
 * @param timeout for one request and its answer
 * @param deadline for one call with all its repetitions
 * @param patience for people
 * @param poll the first pause between two looks at an approval; later ones grow
 */
public record Settings(
        URI url,
        Secret token,
        String agent,
        Optional<String> environment,
        Optional<String> session,
        Scheme scheme,
        Duration timeout,
        Duration deadline,
        Duration patience,
        Duration poll) {
    private static final List<String> LOOPBACK = List.of("localhost", "127.0.0.1", "[::1]");

    /**
     * @throws IllegalArgumentException when the address is no http(s) address without credential, query and fragment, or plain
     *     http to another machine, or when a time is not above 0
     */
    public Settings {
        boolean http = "http".equals(url.getScheme());
        if (!(http || "https".equals(url.getScheme()))
                || url.getHost() == null
                || url.getUserInfo() != null
                || url.getQuery() != null
                || url.getFragment() != null) {
            throw new IllegalArgumentException("the gateway's address must read http(s)://host[:port][/path]");
        }
        if (http && !LOOPBACK.contains(url.getHost())) {
            throw new IllegalArgumentException("the gateway's address must be https: the token would be readable");
        }
        for (Duration each : List.of(timeout, deadline, patience, poll)) {
            if (!each.isPositive()) {
                throw new IllegalArgumentException("times must be above 0");
            }
        }
    }

    /** The usual times and the scheme that agents have unless an operator chose another. */
    public static Settings of(URI url, Secret token, String agent) {
        return new Settings(
                url,
                token,
                agent,
                Optional.empty(),
                Optional.empty(),
                Scheme.AEGIS_JCS_1,
                Duration.ofSeconds(10),
                Duration.ofSeconds(30),
                Duration.ofMinutes(15),
                Duration.ofSeconds(1));
    }

    /** With another scheme. */
    public Settings withScheme(Scheme other) {
        return new Settings(url, token, agent, environment, session, other, timeout, deadline, patience, poll);
    }

    /** With a session. */
    public Settings withSession(String name) {
        return new Settings(
                url, token, agent, environment, Optional.of(name), scheme, timeout, deadline, patience, poll);
    }

    /** With other times. */
    public Settings withTimes(Duration oneRequest, Duration oneCall, Duration people, Duration firstPause) {
        return new Settings(url, token, agent, environment, session, scheme, oneRequest, oneCall, people, firstPause);
    }
}
