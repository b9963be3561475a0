-- For wrk: a client that thinks, $PAUSE milliseconds, between an answer and its
-- next request. Without that a quick client on loopback finds the thread that
-- has just answered it still awake, which no real one does.
local pause = tonumber(os.getenv("PAUSE"))

function delay()
    return pause
end
