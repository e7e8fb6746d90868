"""Facts: sourced statements taken from an entry. Values in, values out.

    article    the text in sentences, each with its quotations and the days it names
    days       the days that newswire names in words, resolved against the day of publication
    phrases    the desk's words: what people of one negotiation meet, decide and count
    extract    all kinds of facts in one call

Rules only, in linear time. Grammar of a language is code; every word about a negotiation is data of its desk.
"""
