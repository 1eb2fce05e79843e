package dev.sallyport.server.api;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.gate.Actor;
import dev.sallyport.gate.Gate;
import dev.sallyport.gate.form.Fields;
import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.gate.journal.Commit;
import dev.sallyport.gate.journal.Records;
import dev.sallyport.gate.registry.Registry;
import dev.sallyport.gate.registry.RegistryChange;
import dev.sallyport.gate.registry.Scope;
import dev.sallyport.gate.registry.ShieldSettings;
import dev.sallyport.govern.telemetry.Vocabulary;
import dev.sallyport.server.http.Problem;
import dev.sallyport.server.shield.Reports;
import dev.sallyport.server.shield.ShieldFigures;
import dev.sallyport.shield.Category;
import dev.sallyport.shield.Setting;
import dev.sallyport.shield.ShieldVersion;
import dev.sallyport.shield.Shields;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** What people and programs do with shields: one place for the API and for pages. Every act has its receipt. Thread-safe. */
public final class ShieldControls {
    private final Shields shields;
    private final Acts acts;
    private final Supplier<Registry> registry;
    private final Records records;
    private final Reports reports;

    /** Over those shields; histories are read where no action waits for them. */
    ShieldControls(Shields shields, Gate gate, Supplier<Registry> registry, Records records, Reports reports) {
        this.shields = shields;
        this.acts = new Acts(gate);
        this.registry = registry;
        this.records = records;
        this.reports = reports;
    }

    /** The names of the shields, in their order. */
    public List<String> names() {
        return shields.versions().stream().map(ShieldVersion::name).toList();
    }

    /**
     * The installed versions of a shield.
     *
     * @throws Problem 404 {@code no_such_shield}
     */
    public List<String> installed(String shield) {
        List<ShieldVersion> installed = shields.installed(shield);
        if (installed.isEmpty()) {
            throw Input.missing("shield");
        }
        return installed.stream().map(ShieldVersion::version).toList();
    }

    /** The kinds of findings of a shield that a report may name, as they are written in answers. */
    public List<String> categories(String shield) {
        return Vocabulary.builtIn().categories().stream()
                .filter(category -> category.shield().equals(shield))
                .map(Category::wire)
                .sorted()
                .toList();
    }

    /** How the tenant's shields are set. */
    public ShieldSettings settings(TenantId tenant) {
        return registry.get().shields(tenant);
    }

    /** What holds in the whole tenant. */
    public Setting setting(TenantId tenant, String shield) {
        return settings(tenant).whole().getOrDefault(shield, Setting.DEFAULT);
    }

    /** The version that runs in the tenant. */
    public String version(TenantId tenant, String shield) {
        return setting(tenant, shield)
                .pinned()
                .orElseGet(() -> shields.running(shield).version());
    }

    /** What shields did lately, and where people said that one was wrong. */
    public ShieldFigures figures(TenantId tenant) {
        return ShieldFigures.of(records, tenant);
    }

    /**
     * Sets a shield for the whole tenant or for a cell.
     *
     * @param wanted as the API takes it
     * @return the id of the act's receipt
     * @throws Problem 400 {@code wrong_form}, 404 {@code no_such_shield}, 409 {@code shield_version_missing}, 503
     */
    public String set(Actor actor, JsonObject wanted) {
        return set(actor, Input.form(wanted, ShieldWanted::of));
    }

    String set(Actor actor, ShieldWanted wanted) {
        List<String> installed = installed(wanted.shield());
        wanted.pinned().filter(version -> !installed.contains(version)).ifPresent(version -> {
            throw new Problem(
                    409,
                    "shield_version_missing",
                    "that version of the shield is not installed; installed: " + String.join(", ", installed));
        });
        ShieldSettings settings = settings(actor.tenant());
        Map<String, Setting> holding = wanted.cell().map(settings::in).orElse(settings.whole());
        Setting next =
                wanted.over(holding.getOrDefault(wanted.shield(), Setting.DEFAULT), settings.nextRule(wanted.shield()));
        Place place = new Place(wanted.shield(), wanted.cell());
        return acts.record(
                actor, change(actor, place, wanted.inherits() ? Optional.empty() : Optional.of(next)), wanted.why());
    }

    /**
     * What going back would change: for the whole tenant and for each cell, as far as the shield was ever set there.
     *
     * @throws Problem 404 {@code no_such_shield}
     */
    public List<ShieldBack> backs(TenantId tenant, String shield) {
        installed(shield);
        ShieldSettings settings = settings(tenant);
        return Stream.concat(
                        Stream.of(Optional.<String>empty()),
                        settings.cellsSet(shield).stream().map(Optional::of))
                .flatMap(cell -> back(settings, new Place(shield, cell)).stream())
                .toList();
    }

    private Optional<ShieldBack> back(ShieldSettings settings, Place place) {
        Map<String, Setting> own = settings.cells(place.shield());
        Optional<Setting> standing = place.cell().isEmpty()
                ? Optional.of(settings.whole().getOrDefault(place.shield(), Setting.DEFAULT))
                : place.cell().flatMap(cell -> Optional.ofNullable(own.get(cell)));
        return settings.before(place.shield(), place.cell())
                .map(before -> new ShieldBack(
                        place.cell(),
                        standing,
                        before,
                        shields.running(place.shield()).version()));
    }

    /**
     * Sets a shield as it was before it was last set there, if it still stands as the sender was shown.
     *
     * @return the id of the act's receipt
     * @throws Problem 404 {@code no_such_shield}, 409 {@code shield_never_set}, {@code shield_changed} or {@code conflict}, 503
     */
    public String rollBack(Actor actor, String shield, RollBack asked) {
        installed(shield);
        Registry now = registry.get();
        Place place = new Place(shield, asked.cell());
        ShieldBack back = back(now.shields(actor.tenant()), place)
                .orElseThrow(() -> new Problem(
                        409, "shield_never_set", "this shield was never set there, so nothing comes before"));
        asked.shown().check(back);
        // Whatever is set between this look and the record moves the epoch, at another gateway too.
        Scope settings = Scope.policy(actor.tenant());
        return acts.record(
                actor,
                change(actor, place, back.before()),
                Acts.why(asked.why()),
                List.of(new Commit.Expected(settings, now.epoch(settings))));
    }

    /** A shield in the whole tenant or in one cell of it. */
    private record Place(String shield, Optional<String> cell) {}

    /** @param setting empty for a cell that shall have none of its own any more */
    private static RegistryChange change(Actor actor, Place place, Optional<Setting> setting) {
        return place.cell()
                .<RegistryChange>map(cell -> new RegistryChange.SetCellShield(
                        actor.tenant(), cell, place.shield(), setting.map(s -> s.running(Optional.empty()))))
                .orElseGet(() -> new RegistryChange.SetShield(actor.tenant(), place.shield(), setting.orElseThrow()));
    }

    /**
     * Takes in that a shield was wrong.
     *
     * @param report as the API takes it
     * @return the id of the receipt
     * @throws Problem 400 {@code wrong_form}, 404 {@code no_such_shield}, 503
     */
    public String report(Actor actor, JsonObject report) {
        return report(actor, Input.form(report, ShieldRoutes::said));
    }

    String report(Actor actor, Reports.Report report) {
        installed(report.category().shield());
        return reports.take(actor, report).orElseThrow(Acts::unavailable);
    }

    /**
     * What a request to take a setting back says.
     *
     * @param cell empty for the whole tenant
     */
    public record RollBack(String why, Optional<String> cell, ShieldBack.Shown shown) {
        static RollBack of(Fields body) {
            return new RollBack(Acts.why(body), ShieldWanted.cell(body), ShieldBack.Shown.of(body));
        }
    }
}
