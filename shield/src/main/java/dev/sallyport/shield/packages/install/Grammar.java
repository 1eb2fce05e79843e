package dev.sallyport.shield.packages.install;

import dev.sallyport.shield.packages.name.Ecosystem;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How a tool that installs is called.
 *
 * @param ecosystem whose packages it gets
 * @param verbs the words after the program, up to the first package; the empty text for a tool that takes packages at once
 * @param options what each option that takes a value does with it
 * @param one whether only the first word is a package and the rest is for what it runs
 */
record Grammar(Ecosystem ecosystem, Set<String> verbs, Map<String, Role> options, boolean one) {

    /** What an option's value is. */
    enum Role {
        /** Of no interest. */
        PASSED_BY,
        /** The index to look names up in. */
        INDEX,
        /** An index asked beside the usual one. */
        BESIDE,
        /** A file that lists packages. */
        FILE,
        /** A package. */
        PACKAGE,
        /** An address or folder that is installed. */
        SOURCE,
        /** The version of the package named. */
        VERSION
    }

    private static final String NPM =
            "registry=INDEX prefix loglevel tag workspace w omit include install-strategy cache"
                    + " userconfig globalconfig otp before C dir filter F package=PACKAGE p=PACKAGE cwd mode c call";
    /** There {@code -w} stands alone. */
    private static final String PNPM = NPM.replace(" w ", " ");

    private static final String PIP = "i=INDEX index-url=INDEX pypi-url=INDEX extra-index-url=BESIDE f=BESIDE"
            + " find-links=BESIDE r=FILE requirement=FILE requirements=FILE c constraint=PASSED_BY e=SOURCE"
            + " editable=SOURCE t target prefix root platform python-version abi implementation no-binary only-binary"
            + " trusted-host proxy timeout retries cert client-cert cache-dir log src progress-bar use-feature"
            + " upgrade-strategy C config-settings report global-option hash python exists-action keyring-provider d"
            + " dest w wheel-dir b build";
    private static final String UV = PIP + " index=BESIDE default-index=INDEX group optional extra p from=PACKAGE"
            + " with=PACKAGE with-editable=SOURCE with-requirements=FILE branch tag rev git=SOURCE index-strategy"
            + " link-mode directory project package allow-insecure-host spec=PACKAGE pip-args suffix fetch-python";
    private static final String POETRY =
            "group G source=PASSED_BY extras E python platform markers P directory C project optional g p";
    private static final String CARGO = "git=SOURCE path=PASSED_BY registry=INDEX index=INDEX features F rename branch"
            + " tag rev vers=VERSION version=VERSION target p package root bin example profile j jobs manifest-path"
            + " target-dir base color config Z";
    private static final String GO = "modfile C o p tags ldflags gcflags asmflags mod overlay";
    private static final String GEM = "v=VERSION version=VERSION s=BESIDE source=BESIDE i install-dir n bindir platform"
            + " P trust-policy p http-proxy clear-sources=PASSED_BY git=SOURCE github=SOURCE branch ref path group g"
            + " require r file=FILE";
    private static final String DOTNET = "v=VERSION version=VERSION Version=VERSION s=INDEX source=INDEX Source=INDEX f"
            + " framework package-directory OutputDirectory add-source=BESIDE tool-path configfile";

    private static final Map<String, List<Grammar>> TOOLS = tools();

    /** Those of the program, by its name without a folder. */
    static List<Grammar> of(String program) {
        List<Grammar> own = TOOLS.get(program);
        if (own != null) {
            return own;
        }
        boolean versioned = program.startsWith("pip3.") || program.startsWith("pip2");
        return versioned ? TOOLS.getOrDefault("pip", List.of()) : List.of();
    }

    private static Map<String, List<Grammar>> tools() {
        Map<String, List<Grammar>> tools = new HashMap<>();
        tools.put("npm", npm(NPM));
        tools.put("cnpm", npm(NPM));
        tools.put("pnpm", npm(PNPM));
        tools.put("bun", List.of(all(Ecosystem.NPM, "add a install i", NPM), run(Ecosystem.NPM, "x", NPM)));
        tools.put(
                "yarn", List.of(all(Ecosystem.NPM, "add global/add up upgrade", NPM), run(Ecosystem.NPM, "dlx", NPM)));
        for (String runner : List.of("npx", "pnpx", "bunx")) {
            tools.put(runner, List.of(run(Ecosystem.NPM, "", NPM)));
        }
        tools.put("deno", List.of(all(Ecosystem.NPM, "add install", NPM)));
        List<Grammar> pip = List.of(all(Ecosystem.PYPI, "install download wheel", PIP));
        for (String name : List.of("pip", "pip3", "pip2", "pipenv")) {
            tools.put(name, pip);
        }
        tools.put(
                "uv",
                List.of(
                        all(Ecosystem.PYPI, "add pip/install tool/install", UV),
                        run(Ecosystem.PYPI, "tool/run", UV),
                        with(Ecosystem.PYPI, "run", UV)));
        tools.put("uvx", List.of(run(Ecosystem.PYPI, "", UV)));
        tools.put("pipx", List.of(all(Ecosystem.PYPI, "install", UV), run(Ecosystem.PYPI, "run", UV)));
        tools.put("poetry", List.of(all(Ecosystem.PYPI, "add self/add", POETRY)));
        tools.put("pdm", List.of(all(Ecosystem.PYPI, "add", POETRY)));
        tools.put("rye", List.of(all(Ecosystem.PYPI, "add install", POETRY)));
        tools.put("easy_install", List.of(all(Ecosystem.PYPI, "", PIP)));
        tools.put("cargo", List.of(all(Ecosystem.CRATES, "add install binstall", CARGO)));
        tools.put("go", List.of(all(Ecosystem.GO, "get install", GO), run(Ecosystem.GO, "run", GO)));
        tools.put("gem", List.of(all(Ecosystem.RUBYGEMS, "install i", GEM)));
        tools.put("bundle", List.of(all(Ecosystem.RUBYGEMS, "add", GEM)));
        tools.put("bundler", List.of(all(Ecosystem.RUBYGEMS, "add", GEM)));
        tools.put("dotnet", List.of(all(Ecosystem.NUGET, "add/package tool/install package/add", DOTNET)));
        tools.put("nuget", List.of(all(Ecosystem.NUGET, "install", DOTNET)));
        tools.put("composer", List.of(all(Ecosystem.PACKAGIST, "require global/require", "d working-dir")));
        return Map.copyOf(tools);
    }

    private static List<Grammar> npm(String options) {
        String verbs = "install i in ins inst insta instal isnt isnta isntal isntall add it install-test update up"
                + " upgrade link ln";
        return List.of(all(Ecosystem.NPM, verbs, options), run(Ecosystem.NPM, "exec,x,dlx", options));
    }

    private static Grammar all(Ecosystem ecosystem, String verbs, String options) {
        return new Grammar(ecosystem, Set.of(verbs.split(" ", -1)), options(options), false);
    }

    private static Grammar run(Ecosystem ecosystem, String verbs, String options) {
        return new Grammar(ecosystem, Set.of(verbs.split(",", -1)), options(options), true);
    }

    /** What runs is the project's own; only options bring packages. */
    private static Grammar with(Ecosystem ecosystem, String verb, String options) {
        return new Grammar(ecosystem, Set.of(verb + "/"), options(options), true);
    }

    /** Whether its words are packages at all. */
    boolean takesWords() {
        return verbs.stream().noneMatch(verb -> verb.endsWith("/"));
    }

    private static Map<String, Role> options(String text) {
        Map<String, Role> options = new HashMap<>();
        for (String one : text.split(" ", -1)) {
            int equals = one.indexOf('=');
            String name = equals < 0 ? one : one.substring(0, equals);
            options.put(name, equals < 0 ? Role.PASSED_BY : Role.valueOf(one.substring(equals + 1)));
        }
        return Map.copyOf(options);
    }
}
