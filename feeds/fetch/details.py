"""What happened when a feed was asked for: one sentence each, without secrets."""

from feeds.wording import Wording


class FetchDetail(Wording):
    """The sentences of `FetchError.detail`. They name the host, and never repeat the text of an exception."""

    NAME_UNKNOWN = "No address was found for the name {host}: check its spelling."
    NAME_ODD = "The name {host} is not one that can be looked up."
    NOT_PUBLIC = "{host} is not at a public address; the operator can allow it with VISABOT_ALLOW_ADDRESSES."
    NOT_CONNECTED = "{host} does not accept connections."
    NOT_CONNECTED_IN_TIME = "{host} did not accept a connection in time."
    NOT_SECURE = "{host} did not agree on a secure connection; it may not speak https at this port."
    CERTIFICATE = "The certificate of {host} was not accepted: {flaw}."
    NOT_FINISHED_IN_TIME = "{host} did not finish its answer in time."
    NOT_ANSWERED_IN_TIME = "No answer within {seconds} seconds."
    NOT_COMPLETE = "{host} closed the connection before its answer was complete."
    NOT_HTTP = "{host} answered with something that is not HTTP."
    UNEXPECTED = "Asking {host} failed unexpectedly ({kind})."

    LOGIN = "{host} wants a user and a password, or does not take those given (status {status})."
    FORBIDDEN = "{host} refuses us; it may answer only browsers (status {status})."
    MISSING = "{host} has nothing at this address (status {status})."
    PROXY = "{host} wants us to log in at a proxy (status {status})."
    ENDED = "{host} says that this feed has ended (status {status})."
    TOO_OFTEN = "{host} says that we ask too often (status {status})."
    LEGAL = "{host} may not show this feed for legal reasons (status {status})."
    BUSY = "{host} is busy and says when to come back (status {status})."
    SERVER = "{host} has an error of its own (status {status})."
    STATUS = "{host} gave an answer that is no feed (status {status})."
    NEVER_CHANGED = "The server says that nothing has changed, though nothing was known."

    TOO_LARGE = "{host} sent more than the {most:,} bytes we read."
    CODING_UNKNOWN = "{host} sent the content coding {coding}, which we cannot decode."
    CODING_WRONG = "{host} sent a body that is not the {coding} it says it is."
    CODING_CUT = "{host} sent a {coding} body that ends in the middle."
    CODING_MEMBERS = "{host} sent a gzip body of more than {most} members."

    URL_ODD = "The address at {host} is not one that can be asked."
    URL_UNREADABLE = "The address of the feed cannot be read: check it for typing errors."
    URL_SCHEME = "The address of the feed must begin with http:// or https://."
    URL_HOST = "The address of the feed has no usable host and port."

    REDIRECT_NOWHERE = "{host} redirected without saying where to."
    REDIRECT_MANY = "More than {most} redirects, the last at {host}."
    REDIRECT_UNREADABLE = "{host} redirected to an address that cannot be read."
    REDIRECT_NOT_WEB = "{host} redirected to {url}, which is not a web address."
    REDIRECT_CIRCLE = "{host} redirects in a circle."
    REDIRECT_CIRCLE_COOKIES = (
        "{host} redirects in a circle. Some sites do so until their cookie is kept: try the feed with keep_cookies."
    )


class CertificateFlaw(Wording):
    """OpenSSL's own words of what is wrong with a certificate, the commonest (its x509_txt.c)."""

    SELF_SIGNED = "self-signed certificate"
    SELF_SIGNED_CHAIN = "self-signed certificate in certificate chain"
    EXPIRED = "certificate has expired"
    NOT_YET = "certificate is not yet valid"
    ISSUER = "unable to get local issuer certificate"
    OTHER_NAME = "Hostname mismatch, certificate is not valid for {name}"
    OTHER_ADDRESS = "IP address mismatch, certificate is not valid for {name}"
    NOT_VALID = "it is not valid"
