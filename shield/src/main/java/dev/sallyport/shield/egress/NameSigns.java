package dev.sallyport.shield.egress;

import dev.sallyport.text.host.AddressClass;
import dev.sallyport.text.host.AddressText;
import dev.sallyport.text.normal.Fold;
import java.net.IDN;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What a host's name gives away: another name in disguise, an address inside, data inside, a purpose. */
final class NameSigns {
    private static final Set<String> REBINDING = Set.of(
            "nip.io",
            "sslip.io",
            "xip.io",
            "rbndr.us",
            "1u.ms",
            "lvh.me",
            "localtest.me",
            "vcap.me",
            "lacolhost.com",
            "traefik.me",
            "rebind.network",
            "rebind.it",
            "backname.io",
            "readme.localtest.me");
    private static final Set<String> PURPOSES = Set.of(
            "exfil",
            "exfiltrate",
            "exfiltration",
            "beacon",
            "c2",
            "evil",
            "attacker",
            "attack",
            "malware",
            "malicious",
            "phish",
            "phishing",
            "stealer",
            "steal",
            "stolen",
            "leak",
            "leaks",
            "dropzone",
            "keylogger",
            "botnet",
            "payload",
            "pwn",
            "pwned",
            "hacker",
            "hack",
            "loot",
            "darknet",
            "ransom",
            "backdoor",
            "implant",
            "cnc",
            "collect",
            "collector",
            "harvest",
            "grabber",
            "rat",
            "shell",
            "rebind",
            "rebinder",
            "rebinding");
    private static final Set<String> WAYS_OUT = Set.of(
            "ngrok",
            "pastebin",
            "paste",
            "webhook",
            "webhooks",
            "requestbin",
            "discord",
            "telegram",
            "tunnel",
            "burpcollaborator",
            "interactsh",
            "transfer",
            "filedrop");
    private static final Set<String> BRANDS = Set.of(
            "github",
            "gitlab",
            "google",
            "openai",
            "anthropic",
            "claude",
            "microsoft",
            "amazon",
            "paypal",
            "slack",
            "dropbox",
            "npmjs",
            "pypi",
            "stripe",
            "okta",
            "apple",
            "facebook",
            "cloudflare",
            "docker",
            "atlassian",
            "bitbucket");
    private static final Set<String> CHEAP = Set.of(
            "zip", "mov", "top", "xyz", "icu", "tk", "ml", "ga", "cf", "gq", "cam", "rest", "cyou", "buzz", "quest",
            "sbs", "monster", "click", "lol", "bid", "stream");
    private static final int LONG_LABEL = 30;
    private static final int VERY_LONG_LABEL = 45;
    private static final int LONG_NAME = 100;
    private static final int MANY_LABELS = 7;
    private static final int DATA = 16;

    private NameSigns() {}

    /**
     * @param known whether ordinary work goes there
     * @param asked whether it is only looked up, where a name is all that leaves
     */
    static List<Sign> of(Destination to, boolean known, boolean asked) {
        List<Sign> signs = new ArrayList<>(2);
        disguise(to, signs);
        if (to.name().isEmpty()) {
            return signs;
        }
        if (rebinds(to.name())) {
            signs.add(Sign.block("rebinding", 0.95));
        }
        if (!known || asked) {
            data(to, asked, signs);
        }
        if (!known) {
            purpose(to, signs);
        }
        return signs;
    }

    private static void disguise(Destination to, List<Sign> signs) {
        if (to.host().endsWith(".") && to.host().length() > 1) {
            signs.add(Sign.warn("trailing-dot", 0.7));
        }
        boolean foreign = to.host().chars().anyMatch(c -> c > 127) || to.name().contains("xn--");
        if (!foreign) {
            return;
        }
        String shown = IDN.toUnicode(to.name(), IDN.ALLOW_UNASSIGNED);
        StringBuilder taken = new StringBuilder();
        shown.codePoints().forEach(c -> taken.append(Fold.of(c)));
        boolean ascii = taken.chars().allMatch(c -> c < 128);
        signs.add(ascii ? Sign.block("homograph", 0.9) : Sign.warn("punycode", 0.6));
    }

    private static boolean rebinds(String name) {
        for (String at = name; at.indexOf('.') > 0; at = at.substring(at.indexOf('.') + 1)) {
            if (REBINDING.contains(at)) {
                return true;
            }
        }
        return inside(name.replace('-', '.'));
    }

    /** Whether an address of a house, a machine or a cloud's metadata stands in the name. */
    private static boolean inside(String name) {
        String[] labels = name.split("\\.");
        for (int i = 0; i + 4 < labels.length + 1 && i + 4 <= labels.length; i++) {
            String four = String.join(".", labels[i], labels[i + 1], labels[i + 2], labels[i + 3]);
            boolean home = AddressText.of(four) instanceof AddressText.Plain plain
                    && AddressClass.of(plain.address()) != AddressClass.PUBLIC;
            if (home && labels.length > 4) {
                return true;
            }
        }
        return false;
    }

    private static void data(Destination to, boolean asked, List<Sign> signs) {
        String[] labels = to.name().split("\\.");
        double worst = 0;
        for (int i = 0; i < labels.length - 1; i++) {
            String label = labels[i].startsWith("xn--") ? "" : labels[i];
            worst = Math.max(worst, data(label, asked));
        }
        boolean many = labels.length >= MANY_LABELS || to.name().length() >= LONG_NAME;
        worst = Math.max(worst, many ? 0.8 : 0);
        if (worst > 0) {
            signs.add(worst >= 0.8 ? Sign.block("dns-data", worst) : Sign.warn("dns-data", worst));
        }
    }

    private static double data(String label, boolean asked) {
        if (label.length() >= DATA - (asked ? 4 : 0) && Chance.hidden(label).isPresent()) {
            return 0.95;
        }
        if (label.length() >= VERY_LONG_LABEL) {
            return 0.85;
        }
        boolean random = Chance.looksRandom(label, asked ? 12 : 20);
        return random ? (asked ? 0.8 : 0.7) : label.length() >= LONG_LABEL ? 0.6 : 0;
    }

    private static void purpose(Destination to, List<Sign> signs) {
        String[] labels = to.name().split("\\.");
        for (int i = 0; i < Math.max(1, labels.length - 1); i++) {
            String[] parts = labels[i].split("-");
            for (String part : parts) {
                if (PURPOSES.contains(part)) {
                    signs.add(Sign.block("suspicious-name", 0.85));
                } else if (parts.length > 1 && WAYS_OUT.contains(part)) {
                    signs.add(Sign.block("imitation", 0.8));
                } else if (parts.length > 1 && BRANDS.contains(part)) {
                    signs.add(Sign.warn("imitation", 0.6));
                } else if (!BRANDS.contains(part) && BRANDS.contains(skeleton(part))) {
                    signs.add(Sign.block("lookalike", 0.9));
                }
            }
        }
        String own = labels[Math.max(0, labels.length - 2)];
        boolean numbered = own.matches("[a-z][a-z-]*-\\d{1,5}");
        if (CHEAP.contains(labels[labels.length - 1]) || numbered) {
            signs.add(Sign.warn("throwaway-name", 0.5));
        }
    }

    /** A word without the digits and pairs that stand in for letters. */
    private static String skeleton(String word) {
        return word.toLowerCase(Locale.ROOT)
                .replace("rn", "m")
                .replace("vv", "w")
                .replace('0', 'o')
                .replace('1', 'l')
                .replace('3', 'e')
                .replace('5', 's')
                .replace('4', 'a');
    }
}
