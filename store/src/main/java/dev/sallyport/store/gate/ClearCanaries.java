package dev.sallyport.store.gate;

import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.gate.registry.PlantedCanary;
import dev.sallyport.gate.registry.RegistryChange;
import dev.sallyport.gate.registry.RegistryCodec;
import dev.sallyport.store.database.Prepared;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiFunction;

/**
 * The canaries among the registry's changes that an older version kept in clear, those that were removed since included: a change is no part of any
 * receipt, so it may be written anew where it stands.
 */
public final class ClearCanaries {
    private static final String PLANTED = "\"plant_canary\"";

    private ClearCanaries() {}

    /** Those of a database, by their changes' numbers. */
    public static SortedMap<Long, RegistryChange.PlantCanary> in(Connection connection) throws SQLException {
        SortedMap<Long, RegistryChange.PlantCanary> found = new TreeMap<>();
        try (Prepared changes = new Prepared(connection, "SELECT number, change FROM registry_change ORDER BY number");
                ResultSet rows = changes.rows()) {
            while (rows.next()) {
                byte[] change = rows.getBytes(2);
                // Few changes plant something; the others need not be read as what they are.
                if (new String(change, StandardCharsets.ISO_8859_1).contains(PLANTED)
                        && RegistryCodec.read(change) instanceof RegistryChange.PlantCanary planted
                        && planted.canary() instanceof PlantedCanary.Clear) {
                    found.put(rows.getLong(1), planted);
                }
            }
        }
        return found;
    }

    /** Writes them anew. */
    public static void seal(
            Connection connection,
            SortedMap<Long, RegistryChange.PlantCanary> clear,
            BiFunction<TenantId, PlantedCanary, PlantedCanary> seal)
            throws SQLException {
        try (Prepared write = new Prepared(connection, "UPDATE registry_change SET change = ? WHERE number = ?")) {
            for (var one : clear.entrySet()) {
                TenantId tenant = one.getValue().tenant();
                PlantedCanary sealed = seal.apply(tenant, one.getValue().canary());
                write.run(RegistryCodec.write(new RegistryChange.PlantCanary(tenant, sealed)), one.getKey());
            }
        }
    }
}
