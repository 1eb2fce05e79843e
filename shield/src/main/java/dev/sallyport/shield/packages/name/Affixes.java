package dev.sallyport.shield.packages.name;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What is left of a name when words that people and attackers hang on to known names are taken off. Our own list. */
final class Affixes {
    private static final Set<String> WORDS = new HashSet<>(Arrays.asList(
            ("js ts node npm nodejs py python python3 pip py3 lib libs library rs rust cargo go golang gem ruby api"
                            + " sdk client cli tool tools toolkit util utils utility helper helpers core base common"
                            + " dev test tests beta alpha new next latest official original real pro plus premium lite"
                            + " light mini fast turbo super ultra secure security safe security fix fixed patch"
                            + " patched update updated updater upgrade v1 v2 v3 v4 2 3 4 5 x win windows win32 linux darwin mac osx"
                            + " macos simd gpu cpu cuda async sync compat wrapper binding bindings plugin extension ext"
                            + " addon module package pkg app web server service browser mobile react vue angular orm"
                            + " types type config setup install installer init build loader http https json")
                    .split(" ")));
    private static final List<String> GLUED_ENDS = List.of("js", "py", "node", "lib", "cli", "api", "sdk", "npm");
    private static final List<String> GLUED_STARTS = List.of("node", "py", "python", "js", "npm", "lib", "go");

    private Affixes() {}

    /** The names that it could carry under one or two such words, or glued to one. */
    static List<String> cores(Ecosystem ecosystem, String name) {
        List<String> cores = new ArrayList<>();
        if (name.indexOf('/') >= 0) {
            return cores;
        }
        String[] words = Looks.words(name);
        for (int from = 0; from <= Math.min(2, words.length - 1); from++) {
            for (int to = words.length; to > from && from + words.length - to <= 2; to--) {
                if (from + words.length - to > 0 && allWords(words, 0, from) && allWords(words, to, words.length)) {
                    cores.add(ecosystem.normal(
                            String.join("-", Arrays.asList(words).subList(from, to))));
                }
            }
        }
        glued(name, cores);
        return cores;
    }

    private static void glued(String name, List<String> cores) {
        for (String end : GLUED_ENDS) {
            if (name.endsWith(end) && name.length() > end.length() + 4) {
                cores.add(name.substring(0, name.length() - end.length()));
            }
        }
        for (String start : GLUED_STARTS) {
            if (name.startsWith(start) && name.length() > start.length() + 4) {
                cores.add(name.substring(start.length()));
            }
        }
    }

    private static boolean allWords(String[] words, int from, int to) {
        for (int i = from; i < to; i++) {
            if (!WORDS.contains(words[i])) {
                return false;
            }
        }
        return true;
    }
}
