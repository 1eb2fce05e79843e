package dev.sallyport.server.console;

import dev.sallyport.server.api.Controls;
import dev.sallyport.server.http.Endpoint;
import dev.sallyport.server.http.Route;
import java.util.List;
import java.util.function.BiFunction;

/** The screens on which operators see and set how a gateway works: rules, playbooks, shields, pilot, policies, catalogue, objectives, campaigns, code findings. */
final class ControlPages {
    private final RulePages rules;
    private final PlaybookPages playbooks;
    private final ShieldPages shields;
    private final PilotPages pilot;
    private final PolicyPages policies;
    private final CataloguePages catalogue;
    private final ObjectivePages objectives;
    private final CampaignPages campaigns;
    private final FindingPages findings;

    ControlPages(Console.Parts parts, Doors doors) {
        Controls controls = parts.controls();
        this.rules = new RulePages(controls.rules(), doors);
        this.playbooks = new PlaybookPages(controls.playbooks(), doors);
        this.shields = new ShieldPages(controls.shields(), doors);
        this.pilot = new PilotPages(controls.pilot(), doors);
        this.policies = new PolicyPages(controls.policies(), doors);
        this.catalogue = new CataloguePages(doors);
        this.objectives = new ObjectivePages(controls.objectives(), parts.house(), doors);
        this.campaigns = new CampaignPages(controls.campaigns(), doors);
        this.findings = new FindingPages(controls.findings(), doors);
    }

    /** The routes, made by those who know what pages and forms need. */
    List<Route> pages(BiFunction<String, Endpoint, Route> get, BiFunction<String, Endpoint, Route> post) {
        return List.of(
                get.apply(RulePages.PATH, rules::list),
                get.apply(RulePages.PATH + "/{id}", rules::show),
                post.apply(RulePages.PATH + "/{id}", rules::act),
                get.apply(PlaybookPages.PATH, playbooks::list),
                get.apply(PlaybookPages.PATH + "/{id}", playbooks::show),
                post.apply(PlaybookPages.PATH + "/{id}", playbooks::act),
                get.apply(ShieldPages.PATH, shields::list),
                get.apply(ShieldPages.PATH + "/{id}", shields::show),
                post.apply(ShieldPages.PATH + "/{id}", shields::act),
                get.apply(PilotPages.PATH, pilot::show),
                post.apply(PilotPages.PATH, pilot::act),
                get.apply(PolicyPages.PATH, policies::show),
                post.apply(PolicyPages.PATH, policies::act),
                get.apply(CataloguePages.PATH, catalogue::list),
                get.apply(CataloguePages.PATH + "/{id}", catalogue::show),
                get.apply(ObjectivePages.PATH, objectives::show),
                get.apply(CampaignPages.PATH, campaigns::list),
                get.apply(CampaignPages.PATH + "/{name}", campaigns::show),
                get.apply(FindingPages.PATH, findings::list),
                get.apply(FindingPages.PATH + "/{id}", findings::show),
                post.apply(FindingPages.PATH + "/{id}", findings::accept));
    }
}
