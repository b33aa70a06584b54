-- wrk: every request posts the same body. Asked for by environment: BODY (a file), TOKEN, EXTRA ("name: value\n...").
local file = assert(io.open(os.getenv("BODY"), "rb"))
wrk.method = "POST"
wrk.body = file:read("*a")
file:close()
wrk.headers["Content-Type"] = "application/json"
wrk.headers["Authorization"] = "Bearer " .. os.getenv("TOKEN")
for name, value in string.gmatch(os.getenv("EXTRA") or "", "([^:\n]+): ([^\n]+)") do wrk.headers[name] = value end

local failed, told = 0, false
function response(status, headers, body)
  if status ~= 200 then
    failed = failed + 1
    if not told then
      told = true
      io.stderr:write("status " .. status .. ": " .. string.sub(body, 1, 300) .. "\n")
    end
  end
end
function done(summary, latency, requests)
  local bad = summary.errors.status + summary.errors.connect + summary.errors.read + summary.errors.timeout
  io.write(string.format("RESULT %d %d %d %d\n", summary.requests, bad, latency:percentile(50), latency:percentile(99)))
end
