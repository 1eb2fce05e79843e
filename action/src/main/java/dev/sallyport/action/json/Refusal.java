package dev.sallyport.action.json;

import java.util.Locale;

/** Why bytes are not a document we act on. The codes are stable; the advice may be reworded. */
public enum Refusal {
    /** No bytes, or whitespace only. */
    EMPTY_DOCUMENT("send one JSON value"),
    /** More bytes than {@link JsonLimits#bytes}. */
    TOO_LARGE("send a smaller document"),
    /** More open objects and arrays than {@link JsonLimits#depth}. */
    TOO_DEEP("flatten the value"),
    /** More members and items than {@link JsonLimits#members}. */
    TOO_MANY_MEMBERS("send fewer members and items"),
    /** A string longer than {@link JsonLimits#stringChars}. */
    STRING_TOO_LONG("shorten the string"),
    /** The document starts with U+FEFF (RFC 8259 section 8.1). */
    BYTE_ORDER_MARK("send UTF-8 without a byte order mark"),
    /** Bytes that are not UTF-8 (RFC 3629 section 4), overlong forms included. */
    INVALID_UTF8("encode the text as UTF-8"),
    /** Half a surrogate pair, escaped or as bytes (RFC 7493 section 2.1). */
    LONE_SURROGATE("send both halves of the pair or U+FFFD"),
    /** U+FDD0 to U+FDEF or a code point ending in FFFE or FFFF (RFC 7493 section 2.1). */
    NONCHARACTER("leave the noncharacter out"),
    /** A byte that RFC 8259 does not allow here. */
    UNEXPECTED_CHARACTER("follow the RFC 8259 grammar"),
    /** The document ends inside a value. */
    UNEXPECTED_END("send the whole document"),
    /** Something follows the value. */
    TRAILING_CONTENT("send one JSON value and nothing after it"),
    /** A character below U+0020 stands unescaped in a string. */
    CONTROL_CHARACTER("escape it as \\u00XX"),
    /** A backslash is followed by something else than {@code "\/bfnrtu} or four hexadecimal digits. */
    BAD_ESCAPE("use an escape of RFC 8259 section 7"),
    /** A name appears twice in one object, compared after unescaping. */
    DUPLICATE_NAME("give every member its own name"),
    /** Digits that are not an RFC 8259 number. */
    BAD_NUMBER("follow RFC 8259 section 6, or send a string"),
    /** Zero with a minus sign. */
    NEGATIVE_ZERO("send 0, or a string if the sign matters"),
    /** A number so small that its nearest double is zero. */
    NUMBER_UNDERFLOW("send it as a string"),
    /** An integer beyond 2^53 - 1, or a number beyond every double. */
    NUMBER_TOO_LARGE("send it as a string"),
    /** The nearest double denotes another decimal than the one written. */
    NUMBER_NOT_CANONICAL("send at most 15 significant digits, or a string"),
    /** A decimal that the clients of {@code aegis-jcs-1} write in different ways. */
    NUMBER_NOT_PORTABLE("send it as a string"),
    /** A member that must be there is not. */
    MISSING_MEMBER("add the member"),
    /** A member that the format does not know. */
    UNKNOWN_MEMBER("remove the member"),
    /** A member has another JSON type than the format says. */
    WRONG_TYPE("change the member's type"),
    /** A tool or action without a name. */
    EMPTY_NAME("name the tool and the action");

    private final String code;
    private final String advice;

    Refusal(String advice) {
        this.code = name().toLowerCase(Locale.ROOT);
        this.advice = advice;
    }

    /** The stable code, for example {@code duplicate_name}. */
    public String code() {
        return code;
    }

    /** What the sender can do about it: a lower-case fragment. */
    public String advice() {
        return advice;
    }
}
