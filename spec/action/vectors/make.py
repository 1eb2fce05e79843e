#!/usr/bin/env python3
"""Writes the vectors of spec/action. Canonical texts and byte offsets are typed by hand below; only hex and hashes are
computed, here and not by the implementation that is tested. Run it in this folder after a change."""
import hashlib, json, pathlib, shutil

HERE = pathlib.Path(__file__).parent
FOLDERS = {
    "accept": "Documents that are read. `canonical` is the form under sallyport-jcs-2, `action_hash` its hash. "
              "`aegis_canonical` and `aegis_hash` belong to aegis-jcs-1; they are absent when that scheme refuses.",
    "syntax_fail": "Not RFC 8259 JSON, or bytes that are not UTF-8.",
    "text_fail": "Strings that two languages could read differently.",
    "number_fail": "Numbers that a double changes, and text that is no number.",
    "structure_fail": "Names given twice, nesting beyond the limit, more or less than one value.",
    "aegis_fail": "Read by sallyport-jcs-2, refused by aegis-jcs-1.",
    "action_accept": "Whole actions; `canonical` and the hashes are those of the action with its five members.",
    "action_fail": "JSON objects that are no action.",
}
count = 0

def raw(x):
    return x if isinstance(x, bytes) else x.encode("utf-8", "surrogatepass")

def write(folder, vector):
    global count
    count += 1
    text = json.dumps(vector, ensure_ascii=True, indent=2) + "\n"
    (HERE / folder / (vector["name"] + ".json")).write_text(text)

def sha(data):
    return hashlib.sha256(data).hexdigest()

def hashes(canonical, aegis):
    out = {"canonical": canonical, "action_hash": sha(b"sallyport/action/2\n" + raw(canonical))}
    if aegis is not None:
        out.update(aegis_canonical=aegis, aegis_hash=sha(raw(aegis)))
    return out

SAME = object()

def accept(name, source, canonical, aegis=SAME, folder="accept"):
    write(folder, {"name": name, "hex": raw(source).hex(), **hashes(canonical, canonical if aegis is SAME else aegis)})

def fail(folder, name, code, before, after=""):
    """The refusal names the byte between `before` and `after`."""
    write(folder, {"name": name, "hex": (raw(before) + raw(after)).hex(), "code": code, "offset": len(raw(before))})

def no_action(name, code, source):
    write("action_fail", {"name": name, "hex": raw(source).hex(), "code": code})

for folder, what in FOLDERS.items():
    shutil.rmtree(HERE / folder, ignore_errors=True)
    (HERE / folder).mkdir()
    (HERE / folder / "README.md").write_text(f"# {folder}\n\n{what}\nFields: see [the format](../../README.md#vectors). Written by `../make.py`.\n")

# --- accept: structure and order
accept("empty_object", " { } ", "{}")
accept("empty_array", "[\t\r\n]", "[]")
accept("whitespace_everywhere", "\n{ \"b\" : [ 1 ,2 ] ,\r\"a\"\t: null } ", '{"a":null,"b":[1,2]}')
accept("literals", "[true,false,null]", "[true,false,null]")
accept("scalar_string", '"gate"', '"gate"')
accept("scalar_number", "7", "7")
accept("array_order_is_kept", '["b","a",3,2]', '["b","a",3,2]')
accept("names_sorted", '{"beta":1,"Beta":2,"alpha":3,"":4,"10":5,"9":6}', '{"":4,"10":5,"9":6,"Beta":2,"alpha":3,"beta":1}')
accept("prefix_sorts_first", '{"ab":1,"a":2,"abc":3}', '{"a":2,"ab":1,"abc":3}')
accept("nested_sorted", '{"o":{"y":1,"x":{"d":1,"c":2}}}', '{"o":{"x":{"c":2,"d":1},"y":1}}')
accept("names_like_code", '{"toJSON":0,"__proto__":1,"constructor":2,"hasOwnProperty":3}',
       '{"__proto__":1,"constructor":2,"hasOwnProperty":3,"toJSON":0}')
accept("beyond_bmp_sorts_by_code_unit", '{"\uff21":1,"\U0001F511":2}', '{"\U0001F511":2,"\uff21":1}', '{"\uff21":1,"\U0001F511":2}')
accept("beyond_bmp_inside_name", '{"k\ue000":1,"k\U00010000":2,"k\ud7ff":3}',
       '{"k\ud7ff":3,"k\U00010000":2,"k\ue000":1}', '{"k\ud7ff":3,"k\ue000":1,"k\U00010000":2}')
accept("escaped_name_sorts_unescaped", '{"\\u007a":1,"y":2}', '{"y":2,"z":1}')
accept("depth_64", "[" * 64 + "]" * 64, "[" * 64 + "]" * 64)
accept("same_name_in_two_objects", '[{"a":1},{"a":1}]', '[{"a":1},{"a":1}]')
# --- accept: strings
accept("short_escapes", '"\\b\\t\\n\\f\\r\\"\\\\\\/"', '"\\b\\t\\n\\f\\r\\"\\\\/"')
accept("controls_in_lower_hex", '"\\u0000\\u001F\\u000B"', '"\\u0000\\u001f\\u000b"')
accept("escapes_that_need_none", '"\\u0041\\u00e9\\u20AC"', '"A\u00e9\u20ac"')
accept("delete_and_c1_stay_raw", '"\\u007f\\u0080\\u009f"', '"\x7f\x80\x9f"')
accept("line_separators_stay_raw", '"\\u2028\\u2029"', '"\u2028\u2029"')
accept("surrogate_pair_escaped", '"\\uD83D\\udd11"', '"\U0001F511"')
accept("last_code_points", '"\ud7ff\ue000\ufffd\U0010FFFD"', '"\ud7ff\ue000\ufffd\U0010FFFD"')
accept("byte_order_mark_inside", '"\ufeffx"', '"\ufeffx"')
accept("not_normalised", '{"\u00f1":1,"n\u0303":2}', '{"n\u0303":2,"\u00f1":1}')
accept("html_is_not_escaped", '"<b>&\'</b>"', '"<b>&\'</b>"')
# --- accept: numbers
accept("decimals", "[98.70,0.5,-12.25,1200.0]", "[98.7,0.5,-12.25,1200]")
accept("exponents", "[1e2,1E+2,5e-1,1200e-2,0e9]", "[100,100,0.5,12,0]")
accept("greatest_integers", "[9007199254740991,-9007199254740991]", "[9007199254740991,-9007199254740991]")
accept("long_zeros", "[1.000000000000000000000000000000,10.50000000000000000000000]", "[1,10.5]")
accept("seventeen_digits", "[0.30000000000000004,333333333.3333333]", "[0.30000000000000004,333333333.3333333]")
accept("least_portable_fraction", "0.0001", "0.0001")
accept("small_fraction", "0.00001", "0.00001", None)
accept("fraction_turns_to_exponent", "[0.000001,0.0000001]", "[0.000001,1e-7]", None)
accept("least_double", "5e-324", "5e-324", None)

# --- syntax_fail
for name, before, after in [
    ("comma_before_brace", '{"k":0,', "}"), ("comma_before_bracket", "[0,", "]"), ("leading_comma", "[", ",0]"),
    ("missing_comma", "[0 ", "0]"), ("missing_colon", '{"k" ', "0}"), ("two_colons", '{"k":', ":0}"),
    ("bare_name", "{", "k:0}"), ("number_as_name", "{", "0:0}"), ("single_quotes", "[", "'k']"),
    ("bracket_closed_by_brace", "[0", "}"), ("upper_case_literal", "", "TRUE"), ("undefined", "[", "undefined]"),
    ("literal_cut_by_space", "[fal", " se]"), ("form_feed", "[", "\x0c0]"), ("no_break_space", "[", "\u00a00]"),
    ("comment", "[", "/**/0]"), ("not_a_number", "[", "NaN]"), ("infinity", "[-", "Infinity]"), ("closing_only", "", "]"),
]:
    fail("syntax_fail", name, "bad_number" if name == "infinity" else "unexpected_character",
         before if name != "infinity" else "[", after if name != "infinity" else "-Infinity]")
for name, text in [("open_object", "{"), ("open_array", "[0"), ("open_string", '"gat'), ("open_escape", '"\\'),
                   ("open_unicode_escape", '"\\u00'), ("cut_literal", "nul"), ("cut_number", "-"), ("cut_exponent", "1e+"),
                   ("name_without_value", '{"k":')]:
    fail("syntax_fail", name, "unexpected_end", text)
fail("syntax_fail", "byte_order_mark", "byte_order_mark", b"", b"\xef\xbb\xbf[0]")
fail("syntax_fail", "continuation_byte_first", "invalid_utf8", b'"', b'\x80"')
fail("syntax_fail", "latin_1", "invalid_utf8", b'"caf', b'\xe9"')
fail("syntax_fail", "overlong_slash", "invalid_utf8", b'"', b'\xc0\xaf"')
fail("syntax_fail", "overlong_euro", "invalid_utf8", b'"', b'\xf0\x82\x82\xac"')
fail("syntax_fail", "beyond_unicode", "invalid_utf8", b'"', b'\xf4\x90\x80\x80"')
fail("syntax_fail", "five_byte_form", "invalid_utf8", b'"', b'\xf8\x88\x80\x80\x80"')
fail("syntax_fail", "character_cut_by_quote", "invalid_utf8", b'"', b'\xe2\x82"')
fail("syntax_fail", "character_cut_by_end", "invalid_utf8", b'"', b'\xe2\x82')
fail("syntax_fail", "utf_16", "unexpected_character", b"", b'\x00[\x00]')

# --- text_fail
fail("text_fail", "high_surrogate_alone", "lone_surrogate", '"k', '\\uDBFF"')
fail("text_fail", "low_surrogate_alone", "lone_surrogate", '"', '\\udfff k"')
fail("text_fail", "surrogates_swapped", "lone_surrogate", '"', '\\uDD11\\uD83D"')
fail("text_fail", "high_surrogate_twice", "lone_surrogate", '"', '\\ud83d\\ud83d\\udd11"')
fail("text_fail", "high_surrogate_then_letter", "lone_surrogate", '"', '\\ud83dk"')
fail("text_fail", "high_surrogate_then_private_use", "lone_surrogate", '"', '\\ud83d\\ue000"')
fail("text_fail", "surrogate_in_name", "lone_surrogate", '{"', '\\ud83d":0}')
fail("text_fail", "surrogate_as_bytes", "lone_surrogate", b'"', b'\xed\xbf\xbf"')
fail("text_fail", "pair_as_six_bytes", "lone_surrogate", b'"', b'\xed\xa0\xbd\xed\xb4\x91"')
fail("text_fail", "noncharacter_ffff", "noncharacter", '"', '\uffff"')
fail("text_fail", "noncharacter_fdef_escaped", "noncharacter", '"', '\\ufdef"')
fail("text_fail", "noncharacter_plane_16", "noncharacter", '"', '\U0010fffe"')
fail("text_fail", "noncharacter_pair_escaped", "noncharacter", '"', '\\ud83f\\udfff"')
fail("text_fail", "raw_tab", "control_character", '"k', '\tk"')
fail("text_fail", "raw_nul", "control_character", b'"', b'\x00"')
fail("text_fail", "escape_of_apostrophe", "bad_escape", '"', "\\'\"")
fail("text_fail", "hexadecimal_escape", "bad_escape", '"k', '\\x6b"')
fail("text_fail", "upper_case_u", "bad_escape", '"', '\\U0001F511"')
fail("text_fail", "braced_escape", "bad_escape", '"', '\\u{1F511}"')
fail("text_fail", "sign_in_escape", "bad_escape", '"', '\\u+123"')
fail("text_fail", "fullwidth_digit_in_escape", "bad_escape", '"', '\\u\uff11234"')

# --- number_fail
for name, code, text in [
    ("octal_look", "bad_number", "007"), ("minus_leading_zero", "bad_number", "-01"), ("point_without_digit", "bad_number", "2.,"),
    ("exponent_without_digit", "bad_number", "2e,"), ("minus_alone", "bad_number", "-,"), ("minus_point", "bad_number", "-.5"),
    ("minus_zero", "negative_zero", "-0"), ("minus_zero_decimal", "negative_zero", "-0.000"), ("minus_zero_exponent", "negative_zero", "-0E5"),
    ("two_to_53", "number_too_large", "9007199254740992"), ("minus_two_to_53", "number_too_large", "-9007199254740992"),
    ("two_to_53_as_decimal", "number_too_large", "9007199254740992.0"), ("two_to_53_as_exponent", "number_too_large", "9.007199254740992e15"),
    ("hundred_digits", "number_too_large", "1" * 100), ("greatest_double", "number_too_large", "1.7976931348623157e308"),
    ("beyond_doubles", "number_too_large", "2e308"), ("monstrous_exponent", "number_too_large", "1e" + "9" * 40),
    ("beneath_doubles", "number_underflow", "1e-324"), ("monstrous_negative_exponent", "number_underflow", "1e-" + "9" * 40),
    ("many_zeros_then_one", "number_underflow", "0." + "0" * 400 + "1"),
    ("eighteen_digits", "number_not_canonical", "0.300000000000000040"[:-1] + "1"),
    ("sixteen_digits", "number_not_canonical", "9.007199254740995"),
    ("exact_tenth", "number_not_canonical", "0.1000000000000000055511151231257827021181583404541015625"),
    ("neighbour_of_a_double", "number_not_canonical", "0.30000000000000005"),
    ("two_digits_for_the_least", "number_not_canonical", "4.9e-324"),
    ("half_beyond_integers", "number_not_canonical", "9007199254740990.5"),
]:
    fail("number_fail", name, code, "[", text + "]")
for name, before, after in [("plus_sign", "[", "+1]"), ("hexadecimal", "[0", "x1f]"), ("digit_groups", "[1", "_000]"),
                            ("point_first", "[", ".5]"), ("space_in_number", "[1 ", "0]"), ("suffix", "[1", "n]")]:
    fail("number_fail", name, "unexpected_character", before, after)

# --- structure_fail
fail("structure_fail", "name_twice", "duplicate_name", '{"to":"a",', '"to":"b"}')
fail("structure_fail", "name_twice_first_null", "duplicate_name", '{"to":null,', '"to":"b"}')
fail("structure_fail", "name_twice_by_escape", "duplicate_name", '{"to":0,', '"\\u0074o":0}')
fail("structure_fail", "name_twice_by_pair", "duplicate_name", '{"\U0001F511":0,', '"\\ud83d\\udd11":0}')
fail("structure_fail", "empty_name_twice", "duplicate_name", '{"":0,"k":0,', '"":0}')
fail("structure_fail", "name_twice_deep", "duplicate_name", '[[{"k":{"to":0,"x":0,', '"to":0}}]]')
fail("structure_fail", "name_twice_among_many", "duplicate_name", "{" + "".join(f'"n{i}":0,' for i in range(40)), '"n3":0}')
fail("structure_fail", "depth_65", "too_deep", "[" * 64, "[" + "]" * 65)
fail("structure_fail", "depth_65_objects", "too_deep", '{"k":' * 64, "{}" + "}" * 64)
fail("structure_fail", "nothing", "empty_document", "")
fail("structure_fail", "whitespace_only", "empty_document", " \r\n\t")
fail("structure_fail", "second_value", "trailing_content", "[] ", "[]")
fail("structure_fail", "trailing_word", "trailing_content", "{}", "x")
fail("structure_fail", "trailing_nul", "trailing_content", b"{}", b"\x00")

# --- aegis_fail
fail("aegis_fail", "fraction_below_a_tenthousandth", "number_not_portable", "[1,", "0.000099]")
fail("aegis_fail", "negative_small_fraction", "number_not_portable", "[", "-1.5e-7]")

# --- actions
accept("merge_request", '{"tool":"forge","action":"merge","resource":"billing!17","mutates_state":true,"parameters":{"squash":true,"into":"main"}}',
       '{"action":"merge","mutates_state":true,"parameters":{"into":"main","squash":true},"resource":"billing!17","tool":"forge"}',
       folder="action_accept")
accept("resource_absent", '{"tool":"bank","action":"pay","mutates_state":true,"parameters":{"amount":98.70,"to":"Zo\u00eb"}}',
       '{"action":"pay","mutates_state":true,"parameters":{"amount":98.7,"to":"Zo\u00eb"},"resource":null,"tool":"bank"}',
       folder="action_accept")
accept("resource_null", '{"resource":null,"tool":"fs","action":"read","mutates_state":false,"parameters":{}}',
       '{"action":"read","mutates_state":false,"parameters":{},"resource":null,"tool":"fs"}', folder="action_accept")
accept("schemes_differ", '{"tool":"t","action":"a","resource":"","mutates_state":false,"parameters":{"\uff21":1,"\U0001F511":2}}',
       '{"action":"a","mutates_state":false,"parameters":{"\U0001F511":2,"\uff21":1},"resource":"","tool":"t"}',
       '{"action":"a","mutates_state":false,"parameters":{"\uff21":1,"\U0001F511":2},"resource":"","tool":"t"}', folder="action_accept")
no_action("tool_missing", "missing_member", '{"action":"a","resource":null,"mutates_state":false,"parameters":{}}')
no_action("effect_missing", "missing_member", '{"tool":"t","action":"a","resource":null,"parameters":{}}')
no_action("parameters_missing", "missing_member", '{"tool":"t","action":"a","resource":null,"mutates_state":false}')
no_action("member_too_many", "unknown_member", '{"tool":"t","action":"a","mutates_state":false,"parameters":{},"note":""}')
no_action("member_in_camel_case", "unknown_member", '{"tool":"t","action":"a","mutatesState":false,"parameters":{}}')
no_action("effect_as_text", "wrong_type", '{"tool":"t","action":"a","mutates_state":"false","parameters":{}}')
no_action("effect_as_number", "wrong_type", '{"tool":"t","action":"a","mutates_state":0,"parameters":{}}')
no_action("parameters_as_array", "wrong_type", '{"tool":"t","action":"a","mutates_state":false,"parameters":[]}')
no_action("parameters_null", "wrong_type", '{"tool":"t","action":"a","mutates_state":false,"parameters":null}')
no_action("resource_as_number", "wrong_type", '{"tool":"t","action":"a","resource":17,"mutates_state":false,"parameters":{}}')
no_action("tool_null", "wrong_type", '{"tool":null,"action":"a","mutates_state":false,"parameters":{}}')
no_action("tool_empty", "empty_name", '{"tool":"","action":"a","mutates_state":false,"parameters":{}}')
no_action("action_empty", "empty_name", '{"tool":"t","action":"","mutates_state":false,"parameters":{}}')
print(count, "vectors")
