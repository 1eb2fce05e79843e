package dev.sallyport.gate.facts;

import java.util.List;

/**
 * A remembered approval that fits the call: its agent, tool, schema, bound values, influences and sources, and its time. What it
 * can lift is the one demand it was given for.
 *
 * @param id the grant's id
 * @param group the group that was asked
 * @param policies the ids of the policies that determined the demand, sorted
 */
public record Granted(String id, String group, List<String> policies) {
    public Granted {
        policies = List.copyOf(policies);
    }
}
