package dev.sallyport.soc.book;

import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.soc.alert.Alert;
import dev.sallyport.soc.incident.Incident;
import dev.sallyport.soc.narrative.Narratives;
import dev.sallyport.soc.response.Step;
import java.util.List;
import java.util.Optional;

/**
 * What the second plane keeps. Every query names its tenant and answers for that tenant alone; unknown and foreign ids answer alike. No
 * action ever waits for it. Thread-safe.
 */
public interface Book extends Narratives {
    /**
     * Writes the entry and returns when it is durable.
     *
     * @return false if an incident or a step was not the next revision of what is kept; then nothing was written
     */
    boolean keep(TenantId tenant, Entry entry);

    /** Where detection stands, if it ever ran for the tenant. */
    Optional<Mark> mark(TenantId tenant);

    /** Alerts, newest first. */
    List<Alert> alerts(TenantId tenant, int limit, int offset);

    /** The alert with that id. */
    Optional<Alert> alert(TenantId tenant, String id);

    /** Alerts of an incident, newest first. */
    List<Alert> alertsOf(TenantId tenant, String incident, int limit, int offset);

    /** Incidents, those that changed last first; only open ones, or all. */
    List<Incident> incidents(TenantId tenant, boolean open, int limit, int offset);

    /** The incident with that id. */
    Optional<Incident> incident(TenantId tenant, String id);

    /** The steps of an incident, in order of their keys. */
    List<Step> steps(TenantId tenant, String incident);

    /** Steps of the tenant that have work left at that time, the longest waiting first. */
    List<Step> due(TenantId tenant, long nowMillis, int limit);

    /** Steps in force or being undone on that target, whatever their incident. */
    List<Step> standing(TenantId tenant, String target);

    /** Steps whose effect was begun at or after that time, for limits. */
    List<Step> begun(TenantId tenant, long sinceMillis, int limit);

    /**
     * Takes or renews the lead: of several gateways over one store, one detects.
     *
     * @return whether the holder leads until then
     */
    boolean lead(String holder, long nowMillis, long untilMillis);
}
