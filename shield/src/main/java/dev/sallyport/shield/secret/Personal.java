package dev.sallyport.shield.secret;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;

/**
 * Personal data that can be told by its form: accounts (IBAN, ISO 13616, mod 97), payment cards (ISO/IEC 7812, Luhn), social security numbers of
 * the United States, addresses of mail, telephone numbers with their country (E.164), public addresses of the network. Pure, linear: each
 * begins at one character and is looked at within a bounded stretch.
 */
final class Personal {
    private static final int LOCAL = 64;
    private static final int DOMAIN = 255;
    private static final BigInteger NINETY_SEVEN = BigInteger.valueOf(97);

    /** Lengths of account numbers by country, as the registry of IBAN gives them. */
    private static final Map<String, Integer> LENGTHS = lengths(
            "NO15 BE16 DK18 FI18 FO18 GL18 NL18 MK19 SI19 AT20 BA20 EE20 KZ20 LT20 LU20 XK20 CH21 HR21 LI21 LV21 BG22 BH22 CR22 DE22 "
                    + "GB22 GE22 IE22 ME22 RS22 VA22 AE23 GI23 IL23 IQ23 TL23 AD24 CZ24 ES24 MD24 PK24 RO24 SA24 SE24 SK24 TN24 VG24 "
                    + "LY25 PT25 ST25 IS26 TR26 FR27 GR27 IT27 MC27 MR27 SM27 AL28 AZ28 BY28 CY28 DO28 GT28 HU28 LB28 PL28 SV28 BR29 "
                    + "EG29 PS29 QA29 UA29 JO30 KW30 MU30 MT31 SC31");

    private Personal() {}

    private static Map<String, Integer> lengths(String table) {
        Map<String, Integer> lengths = new java.util.HashMap<>();
        for (String one : table.split(" ")) {
            lengths.put(one.substring(0, 2), Integer.valueOf(one.substring(2)));
        }
        return Map.copyOf(lengths);
    }

    /** Adds what a text holds. */
    static void in(String text, List<Secret> into) {
        int length = text.length();
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            // Digits, a plus and an at sign are all that such data begins with or turns on.
            if (c > '@' || c < '+' || (c > '9' && c < '@') || (c > '+' && c < '0')) {
                continue;
            }
            if (c == '@') {
                mail(text, i, into);
            } else if (i > 0 && Shape.is(text.charAt(i - 1), 'w')) {
                i = c != '+' && isIban(text, i) ? iban(text, i - 2, into) : i;
            } else if (c == '+') {
                i = phone(text, i, into);
            } else {
                i = number(text, i, into) - 1;
            }
        }
    }

    /** Whether two capitals that begin a word stand before two digits. */
    private static boolean isIban(String text, int at) {
        return at >= 2
                && at + 1 < text.length()
                && Shape.is(text.charAt(at + 1), 'd')
                && isCapital(text.charAt(at - 1))
                && isCapital(text.charAt(at - 2))
                && (at == 2 || !Shape.is(text.charAt(at - 3), 'w'));
    }

    private static boolean isCapital(char c) {
        return c >= 'A' && c <= 'Z';
    }

    /** Behind it, less one; or where it was. */
    private static int iban(String text, int from, List<Secret> into) {
        Integer length = LENGTHS.get(text.substring(from, from + 2));
        if (length == null) {
            return from + 2;
        }
        StringBuilder plain = new StringBuilder(length);
        int at = from;
        while (at < text.length() && plain.length() < length) {
            char c = text.charAt(at);
            if (Shape.is(c, 'u')) {
                plain.append(c);
            } else if (c != ' ' || plain.length() % 4 != 0) {
                break;
            }
            at++;
        }
        boolean ends = at == text.length() || !Shape.is(text.charAt(at), 'w');
        if (plain.length() != length || !ends || !isMod97(plain)) {
            return from + 2;
        }
        into.add(new Secret("iban", from, at, 0.99, Secret.Tier.PERSONAL));
        return at - 1;
    }

    private static boolean isMod97(CharSequence iban) {
        StringBuilder digits = new StringBuilder();
        for (int i = 0; i < iban.length(); i++) {
            digits.append(Character.digit(iban.charAt((i + 4) % iban.length()), 36));
        }
        return new BigInteger(digits.toString()).mod(NINETY_SEVEN).intValue() == 1;
    }

    /** A run of digits, with one space, hyphen or dot between them; answers where it ends. */
    private static int number(String text, int from, List<Secret> into) {
        int at = from + 1;
        int digits = 1;
        int dots = 0;
        while (at < text.length() && digits <= 24) {
            char c = text.charAt(at);
            if (Shape.is(c, 'd')) {
                digits++;
            } else if ((c == ' ' || c == '-' || c == '.')
                    && at + 1 < text.length()
                    && Shape.is(text.charAt(at + 1), 'd')) {
                dots += c == '.' ? 1 : 0;
            } else {
                break;
            }
            at++;
        }
        boolean ends = at == text.length() || !Shape.is(text.charAt(at), 'W');
        boolean begins = from == 0 || "-._/#=%".indexOf(text.charAt(from - 1)) < 0;
        if (ends && begins && digits >= 4) {
            judge(text, from, at, digits, dots, into);
        }
        return at;
    }

    private static void judge(String text, int from, int at, int digits, int dots, List<Secret> into) {
        if (dots == 0 && digits >= 13 && digits <= 19 && isCard(text, from, at)) {
            into.add(new Secret("payment-card", from, at, 0.9, Secret.Tier.PERSONAL));
        } else if (dots == 0 && digits == 9 && at - from == 11 && isSocial(text, from)) {
            into.add(new Secret("us-ssn", from, at, 0.8, Secret.Tier.PERSONAL));
        } else if (dots == 3 && digits <= 12 && isPublic(text.substring(from, at))) {
            into.add(new Secret("network-address", from, at, 0.8, Secret.Tier.ORDINARY));
        }
    }

    private static boolean isCard(String text, int from, int to) {
        StringBuilder plain = new StringBuilder();
        int groups = 1;
        for (int i = from; i < to; i++) {
            boolean digit = Shape.is(text.charAt(i), 'd');
            groups += digit ? 0 : 1;
            if (digit) {
                plain.append(text.charAt(i));
            }
        }
        return (groups == 1 || groups == 3 || groups == 4 || groups == 5) && isIssued(plain) && isLuhn(plain);
    }

    /** Whether the first digits belong to a scheme that issues cards, and the length to that scheme. */
    private static boolean isIssued(CharSequence card) {
        int four = Integer.parseInt(card.subSequence(0, 4).toString());
        int two = four / 100;
        int length = card.length();
        boolean visa = four / 1000 == 4 && (length == 13 || length == 16 || length == 19);
        boolean mastercard = length == 16 && ((two >= 51 && two <= 55) || (four >= 2221 && four <= 2720));
        boolean amex = length == 15 && (two == 34 || two == 37);
        boolean discover = length >= 16 && (four == 6011 || two == 65 || (four >= 6440 && four <= 6499) || two == 62);
        boolean other = (length == 16 && four >= 3528 && four <= 3589)
                || (length == 14 && (two == 36 || two == 38 || two == 30));
        return visa || mastercard || amex || discover || other;
    }

    private static boolean isLuhn(CharSequence digits) {
        int sum = 0;
        int seen = 0;
        for (int i = digits.length() - 1; i >= 0; i--) {
            int digit = digits.charAt(i) - '0';
            seen |= 1 << digit;
            int twice = digit * 2;
            sum += (digits.length() - i) % 2 == 1 ? digit : twice > 9 ? twice - 9 : twice;
        }
        return sum % 10 == 0 && Integer.bitCount(seen) > 1;
    }

    private static boolean isSocial(String text, int from) {
        boolean form = text.charAt(from + 3) == '-' && text.charAt(from + 6) == '-';
        String area = text.substring(from, from + 3);
        boolean issued = !area.equals("000") && !area.equals("666") && area.charAt(0) != '9';
        return form && issued && !text.startsWith("00", from + 4) && !text.startsWith("0000", from + 7);
    }

    private static boolean isPublic(String address) {
        String[] parts = address.split("\\.", -1);
        if (parts.length != 4) {
            return false;
        }
        int[] octets = new int[4];
        for (int i = 0; i < 4; i++) {
            if (parts[i].isEmpty() || parts[i].length() > 3 || !parts[i].chars().allMatch(c -> c >= '0' && c <= '9')) {
                return false;
            }
            octets[i] = Integer.parseInt(parts[i]);
            if (octets[i] > 255) {
                return false;
            }
        }
        boolean inner = octets[0] == 10
                || octets[0] == 127
                || octets[0] == 0
                || octets[0] >= 224
                || (octets[0] == 172 && octets[1] >= 16 && octets[1] < 32)
                || (octets[0] == 192 && octets[1] == 168)
                || (octets[0] == 169 && octets[1] == 254);
        return !inner && octets[0] > 9;
    }

    /** Behind it, less one; or where it was. */
    private static int phone(String text, int from, List<Secret> into) {
        int at = from + 1;
        int digits = 0;
        while (at < text.length() && at < from + 24) {
            char c = text.charAt(at);
            boolean digit = Shape.is(c, 'd');
            digits += digit ? 1 : 0;
            if (!digit && (digits == 0 || " -().".indexOf(c) < 0)) {
                break;
            }
            at++;
        }
        while (at > from + 1 && !Shape.is(text.charAt(at - 1), 'd')) {
            at--;
        }
        boolean ends = at == text.length() || !Shape.is(text.charAt(at), 'W');
        if (digits < 9 || digits > 15 || !ends || text.charAt(from + 1) == '0') {
            return from;
        }
        into.add(new Secret("telephone", from, at, 0.7, Secret.Tier.ORDINARY));
        return at - 1;
    }

    private static void mail(String text, int at, List<Secret> into) {
        int from = at;
        while (from > 0
                && from > at - LOCAL
                && (Shape.is(text.charAt(from - 1), '~') || text.charAt(from - 1) == '+')) {
            from--;
        }
        int to = at + 1;
        int dot = -1;
        while (to < text.length() && to < at + DOMAIN && Shape.is(text.charAt(to), 't')) {
            to++;
        }
        while (to > at + 1 && !Shape.is(text.charAt(to - 1), 'w')) {
            to--;
        }
        for (int i = at + 2; i < to; i++) {
            dot = text.charAt(i) == '.' ? i : dot;
        }
        boolean named = dot > at + 1 && to - dot > 2 && Shape.is(text.charAt(to - 1), 'z');
        if (from < at && named) {
            into.add(new Secret("mail-address", from, to, 0.8, Secret.Tier.ORDINARY));
        }
    }
}
