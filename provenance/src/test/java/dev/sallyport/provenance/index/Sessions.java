package dev.sallyport.provenance.index;

import dev.sallyport.action.TrustLevel;
import dev.sallyport.provenance.source.Source;
import dev.sallyport.provenance.source.Source.Kind;
import dev.sallyport.provenance.source.Source.Sensitivity;
import dev.sallyport.text.normal.Squeezer;
import java.nio.charset.StandardCharsets;
import java.util.Random;

/** Sources, keys and texts for tests. */
final class Sessions {
    static final HashKey KEY = new HashKey(0x5a11_9027_1c3fL, 0x77aa_0b1d_99e5L);

    private Sessions() {}

    static Source prompt(int number) {
        return new Source(number, Kind.PROMPT, "prompt", TrustLevel.TRUSTED_INTERNAL_UNSIGNED, Sensitivity.INTERNAL);
    }

    static Source mail(int number) {
        return new Source(number, Kind.RESULT, "mail/read", TrustLevel.UNTRUSTED_EXTERNAL, Sensitivity.INTERNAL);
    }

    static String squeezed(String text) {
        Squeezer squeezer = new Squeezer().squeeze(text);
        return new String(squeezer.bytes(), 0, squeezer.length(), StandardCharsets.UTF_8);
    }

    /** Words of one to twelve letters out of a few thousand. */
    static String sentence(Random random, int words) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < words; i++) {
            text.append(i == 0 ? "" : " ").append(word(random));
        }
        return text.toString();
    }

    static String word(Random random) {
        Random of = new Random(random.nextInt(4000));
        StringBuilder word = new StringBuilder();
        for (int i = of.nextInt(12); i >= 0; i--) {
            word.append((char) ('a' + of.nextInt(26)));
        }
        return word.toString();
    }
}
