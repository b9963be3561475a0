-- SPDX-License-Identifier: Apache-2.0
-- Copyright (c) 2026 The mod_statuspages authors
--
-- For wrk: a scanner. Random paths that are not there, in all formats and many
-- languages, with and without gzip; every thread has a sequence of its own,
-- the same for each server. Requests are made ahead, so that wrk does not
-- become the one that is slow; the path's end alone is new each time.

local accepts = {
  "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
  "application/json", "application/problem+json", "application/xml",
  "text/plain", "text/markdown, text/plain;q=0.5", "*/*", "image/webp,*/*;q=0.1",
}
local languages = { "en", "de-CH,de;q=0.9", "fr", "ja", "ar", "pt-BR,pt;q=0.8,en;q=0.3", "zh-Hant", "xx" }
local encodings = { "gzip, deflate, br", "identity", "gzip;q=0" }
local words = { "wp-login.php", ".env", "admin/config", "vendor/phpunit", "cgi-bin/x", "a%20b", "%3Cscript%3E", "api/v1/users" }

local heads, count, number, threads = {}, 0, 0, 0

function setup(thread)
  thread:set("seed", threads)
  threads = threads + 1
end

function init(args)
  math.randomseed(7 + seed)
  for _, a in ipairs(accepts) do
    for _, l in ipairs(languages) do
      for _, e in ipairs(encodings) do
        count = count + 1
        heads[count] = " HTTP/1.1\r\nHost: localhost\r\nUser-Agent: scanner/1.0\r\nAccept: " .. a ..
          "\r\nAccept-Language: " .. l .. "\r\nAccept-Encoding: " .. e .. "\r\n\r\n"
      end
    end
  end
end

function request()
  number = number + 1
  return "GET /" .. words[math.random(#words)] .. "/" .. math.random(1000000000) ..
    "-" .. number .. heads[math.random(count)]
end
