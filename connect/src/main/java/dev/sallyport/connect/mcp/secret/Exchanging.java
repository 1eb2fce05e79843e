package dev.sallyport.connect.mcp.secret;

import dev.sallyport.connect.broker.Scrubber;
import dev.sallyport.connect.exchange.ExchangePlan;
import dev.sallyport.connect.exchange.ExchangeRefused;
import dev.sallyport.connect.exchange.ExchangedTokens;
import dev.sallyport.connect.mcp.upstream.Unsupplied;
import java.util.Optional;

/** The token of one connection that is exchanged for another. Thread-safe; may block for seconds. */
final class Exchanging {
    private static final String BEARER = "Bearer ";

    private final ExchangedTokens tokens;
    private final ExchangedTokens.Wanted wanted;
    private final String users;

    private Exchanging(ExchangedTokens tokens, ExchangedTokens.Wanted wanted, String users) {
        this.tokens = tokens;
        this.wanted = wanted;
        this.users = users;
    }

    static Exchanging of(ExchangedTokens tokens, ServerSecrets.Owner owner, ExchangePlan plan, Optional<String> users) {
        return new Exchanging(
                tokens,
                new ExchangedTokens.Wanted(owner.tenant(), owner.agent(), owner.server(), plan),
                users.filter(token -> plan.subject().isUsers()).orElse(""));
    }

    /** The Authorization field. */
    String authorization() throws Unsupplied {
        if (wanted.plan().subject().isUsers() && users.isEmpty()) {
            throw new Unsupplied(
                    "subject_token_missing",
                    "the client must bring its user's token as Authorization, and name the agent as Sallyport-Token");
        }
        try {
            return BEARER + tokens.token(wanted, users);
        } catch (ExchangeRefused e) {
            throw new Unsupplied("token_exchange_failed", String.valueOf(e.getMessage()));
        }
    }

    /** The server did not take it; whether it was one. */
    boolean refused(String authorization) {
        if (!authorization.startsWith(BEARER)) {
            return false;
        }
        tokens.refused(wanted, users, authorization.substring(BEARER.length()));
        return true;
    }

    /** Tells users apart; no secret. */
    String key() {
        return users.isEmpty() ? "" : ExchangedTokens.hash(users);
    }

    Scrubber scrubber() {
        return tokens.scrubber(wanted, users);
    }
}
